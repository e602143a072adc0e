/** A few hands to build and patch the page. Inputs are made once and never rebuilt. */

import { icon } from "./icons";

type Attribute = string | number | boolean | null | undefined;
type Handler = (event: Event) => void;
export type Child = Node | string | null | false | undefined;

/** `h("button", {class: "button", onclick: act}, "Begin")`; handlers are set as properties. */
export function h<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Record<string, Attribute | Handler> = {},
  ...children: Child[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name.slice(2), value);
    else setAttribute(element, name, value);
  }
  element.append(...children.filter((child): child is Node | string => Boolean(child)));
  return element;
}

/** The same for a drawing. */
export function svg<Tag extends keyof SVGElementTagNameMap>(
  tag: Tag,
  attributes: Record<string, string>,
  ...children: Node[]
): SVGElementTagNameMap[Tag] {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

export function setAttribute(element: Element, name: string, value: Attribute): void {
  if (value === null || value === undefined || value === false) {
    if (element.hasAttribute(name)) element.removeAttribute(name);
    return;
  }
  const text = value === true ? "" : String(value);
  if (element.getAttribute(name) !== text) element.setAttribute(name, text);
}

export function setText(node: Node, text: string): void {
  if (node.textContent !== text) node.textContent = text;
}

export function setClass(element: Element, name: string): void {
  if (element.className !== name) element.className = name;
}

export function show(element: HTMLElement, visible: boolean): void {
  if (element.hidden === visible) element.hidden = !visible;
}

export function button(
  label: string,
  act: () => void,
  look = "",
  picture: string | null = null,
): HTMLButtonElement {
  const attributes = { type: "button", class: `button ${look}`.trim(), onclick: act };
  return h("button", attributes, picture === null ? null : icon(picture), label);
}

export { icon, setIcon } from "./icons";

export const hidden = (text: string): HTMLElement => h("span", { class: "visually-hidden" }, text);

export interface View {
  el: HTMLElement;
  update(): void;
  destroy?(): void;
}

interface Row<Item> {
  el: HTMLElement;
  update(item: Item): void;
}

/** Keeps the children of `parent` in step with a list, touching only what differs. */
export class Rows<Item> {
  private rows = new Map<string, Row<Item>>();

  constructor(
    private readonly parent: HTMLElement,
    private readonly key: (item: Item) => string,
    private readonly make: (item: Item) => Row<Item>,
  ) {}

  update(items: Item[]): void {
    const wanted = new Set(items.map(this.key));
    for (const [key, row] of this.rows) {
      if (wanted.has(key)) continue;
      row.el.remove();
      this.rows.delete(key);
    }
    const focused = this.parent.ownerDocument.activeElement;
    let before: Element | null = null;
    for (const item of items.slice().reverse()) {
      const row = this.row(item);
      row.update(item);
      if (row.el.parentNode !== this.parent || row.el.nextElementSibling !== before) {
        this.parent.insertBefore(row.el, before);
      }
      before = row.el;
    }
    restoreFocus(this.parent, focused);
  }

  private row(item: Item): Row<Item> {
    const key = this.key(item);
    const row = this.rows.get(key) ?? this.make(item);
    this.rows.set(key, row);
    return row;
  }
}

/** Moving an element in the page takes its focus away; the person did nothing to lose it. */
function restoreFocus(parent: HTMLElement, focused: Element | null): void {
  const lost = focused instanceof HTMLElement && document.activeElement !== focused;
  if (lost && parent.contains(focused)) focused.focus({ preventScroll: true });
}

let counter = 0;

/** An id that is new on this page. */
export const newId = (prefix: string): string => `${prefix}-${++counter}`;
