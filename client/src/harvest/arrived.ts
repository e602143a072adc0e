/** Says that a proposal came, or was approved, to who looks at another part of the page. */

type State = "" | "open" | "approved";

export class Arrived {
  private readonly bar: HTMLElement | null;
  private readonly proposal: HTMLElement | null;
  private before: string;

  constructor(root: HTMLElement) {
    this.bar = root.querySelector("[data-harvest-arrived]");
    this.proposal = root.querySelector("[data-part=proposal]");
    this.before = this.name();
    if (this.proposal === null || typeof IntersectionObserver === "undefined") return;
    new IntersectionObserver((entries) => {
      if (entries[entries.length - 1]?.isIntersecting) this.draw("");
    }).observe(this.proposal);
  }

  /** The page was renewed: another proposal, or another state of it, is news. */
  look(): void {
    const now = this.name();
    if (now === this.before) return;
    this.before = now;
    this.draw(this.isInView() ? "" : this.state());
  }

  private draw(state: State): void {
    if (this.bar === null) return;
    this.bar.hidden = state === "";
    for (const words of this.bar.querySelectorAll<HTMLElement>("[data-when]")) {
      words.hidden = words.dataset.when !== state;
    }
  }

  private name(): string {
    return `${this.proposal?.dataset.number ?? ""} ${this.state()}`;
  }

  private state(): State {
    if (this.proposal?.querySelector(".harvest-proposal")) return "open";
    return this.proposal?.childElementCount ? "approved" : "";
  }

  private isInView(): boolean {
    const box = this.proposal?.getBoundingClientRect();
    return box !== undefined && box.bottom > 0 && box.top < window.innerHeight;
  }
}
