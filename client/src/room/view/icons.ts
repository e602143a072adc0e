/**
 * Icons from the server's sprite. The sprite is brought into the page once: without a network the
 * browser would not fetch it again, and the sign for "offline" would be the one that is missing.
 */

const SVG = "http://www.w3.org/2000/svg";
const SPRITE = "/static/overbrug/icons.svg";
const PREFIX = "room-icon-";

let isLocal = false;

const address = (name: string): string => (isLocal ? `#${PREFIX}${name}` : `${SPRITE}#${name}`);

export function icon(name: string): SVGSVGElement {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  svg.setAttribute("focusable", "false");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", address(name));
  use.dataset.icon = name;
  svg.append(use);
  return svg;
}

export function setIcon(svg: SVGSVGElement, name: string): void {
  const use = svg.querySelector("use");
  if (use === null || use.dataset.icon === name) return;
  use.dataset.icon = name;
  use.setAttribute("href", address(name));
}

/** Until this is done, and when it fails, icons come from the file. */
export async function bringIcons(page: Document = document): Promise<void> {
  const text = await fetch(SPRITE)
    .then((answer) => (answer.ok ? answer.text() : ""))
    .catch(() => "");
  const sprite = new DOMParser().parseFromString(text, "image/svg+xml").documentElement;
  if (sprite.nodeName !== "svg") return;
  for (const symbol of Array.from(sprite.querySelectorAll("symbol"))) {
    symbol.id = `${PREFIX}${symbol.id}`;
  }
  sprite.setAttribute("class", "icon-store");
  sprite.setAttribute("aria-hidden", "true");
  page.body.append(page.importNode(sprite, true));
  isLocal = true;
  for (const use of Array.from(page.querySelectorAll<SVGUseElement>("use[data-icon]"))) {
    use.setAttribute("href", address(use.dataset.icon ?? ""));
  }
}
