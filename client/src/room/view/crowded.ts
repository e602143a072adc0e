/**
 * Bar and buttons stay in sight as long as they leave room to read and write. With very large
 * letters, or a keyboard on a small phone, they would cover half the window: then they scroll along.
 */
const MOST = 0.5;

export function watchCrowding(parts: HTMLElement[]): void {
  const look = (): void => {
    const taken = parts.reduce((sum, part) => sum + part.offsetHeight, 0);
    document.documentElement.classList.toggle("is-crowded", taken > window.innerHeight * MOST);
  };
  window.addEventListener("resize", look);
  if (typeof ResizeObserver === "undefined") return;
  const observer = new ResizeObserver(look);
  for (const part of parts) observer.observe(part);
}
