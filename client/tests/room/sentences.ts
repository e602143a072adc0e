/** The sentences of the room as the server's files hold them, in English. */

const files = import.meta.glob<string>("../../../overbrug/dialogues/room_texts/*.py", {
  query: "?raw",
  import: "default",
  eager: true,
});

export const sentences = Object.values(files).join("\n");

const PAIR = /"([a-z]+\.[a-z_]+)": _\(\s*((?:"[^"]*"\s*)+)\)/g;

export const texts: Record<string, string> = Object.fromEntries(
  Array.from(sentences.matchAll(PAIR), (match) => [
    match[1],
    (match[2] ?? "").replace(/"\s*"/g, "").replace(/^"|"\s*$/g, ""),
  ]),
);
