/** Every visible sentence comes from the server's catalogue (overbrug/dialogues/room_texts/). */

let catalogue: Record<string, string> = {};

export function loadTexts(texts: Record<string, string>): void {
  catalogue = texts;
}

export function t(key: string, values: Record<string, string | number> = {}): string {
  const text = catalogue[key] ?? key;
  return text.replace(/%\((\w+)\)s/g, (whole, name: string) =>
    name in values ? String(values[name]) : whole,
  );
}

/** Marks a text key that is looked up later, so that the test on keys can find it. */
export const k = (key: string): string => key;

/** One sentence for exactly one, another for every other number. */
export function plural(
  one: string,
  many: string,
  count: number,
  values: Record<string, string | number> = {},
): string {
  return t(count === 1 ? one : many, { ...values, count });
}
