import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Live } from "../../src/harvest/live";

const line = (was: string, text = "") => `
  <details id="stap-1"><summary>Step 1</summary>
    <input type="radio" name="see:a" value="${was}-3" ${was === "3" ? "checked" : ""}>
    <input type="radio" name="see:a" value="${was}-1" ${was === "1" ? "checked" : ""}>
    <input type="radio" name="see:a" value="${was}-0">
    <textarea id="view-a" name="view:a">${text}</textarea>
    <button name="save" value="1">Keep</button>
  </details>`;

const page = (proposal: string, choices: string, token = "x") => `
  <div data-harvest="/rt/t">
    <div data-harvest-renew hidden><a href="/">Renew</a></div>
    <div data-harvest-written hidden><a href="/">Show</a></div>
    <p data-harvest-news></p>
    <div data-part="proposal" data-number="1" data-news="The proposal is renewed.">${proposal}</div>
    <div data-part="choosing" data-news="The choices are renewed.">
      <form method="post" data-harvest-form>
        <input type="hidden" name="csrfmiddlewaretoken" value="${token}">${choices}
        <b data-harvest-none>Nothing</b><span data-harvest-unsaved hidden>Not kept yet</span>
      </form>
    </div>
  </div>`;

let live: Live;
let server: string;
let asked: number;
let parts: string[];
const find = <T extends HTMLElement>(wanted: string): T => document.querySelector<T>(wanted) as T;
const news = () => find("[data-harvest-news]").textContent;
const radio = (value: string) => find<HTMLInputElement>(`[value$="-${value}"]`);
const box = () => find<HTMLTextAreaElement>("textarea");

async function changed(html: string): Promise<void> {
  server = html;
  live.news();
  await vi.advanceTimersByTimeAsync(1000);
}

beforeEach(() => {
  vi.useFakeTimers();
  asked = 0;
  document.body.innerHTML = page("one", line("3"));
  parts = [];
  live = new Live(find("[data-harvest]"), async (part) => {
    asked += 1;
    parts.push(part);
    return server;
  });
});

afterEach(() => vi.useRealTimers());

describe("news at the table", () => {
  it("renews the part that changed, and says so", async () => {
    const choosing = find("[data-part=choosing]").firstElementChild;
    const next = page("two", line("3"), "another token");
    await changed(next.replace('data-number="1"', 'data-number="2"'));
    expect(find("[data-part=proposal]").textContent).toBe("two");
    expect(find("[data-part=proposal]").dataset.number).toBe("2");
    expect(news()).toBe("The proposal is renewed.");
    expect(find("[data-part=choosing]").firstElementChild).toBe(choosing);
  });

  it("is fetched once for all that happens in a moment", async () => {
    live.news();
    live.news();
    await changed(page("two", line("3")));
    expect(asked).toBe(1);
  });

  it("looks once more when others had their time to object, and then no more", async () => {
    const waits = page("one", line("3")).replace(
      'data-number="1"',
      'data-number="1" data-due="50"',
    );
    await changed(waits);
    server = page("approved", line("3"));
    await vi.advanceTimersByTimeAsync(49_000);
    expect(asked).toBe(1);
    await vi.advanceTimersByTimeAsync(600_000);
    expect(asked).toBe(2);
    expect(find("[data-part=proposal]").textContent).toBe("approved");
  });

  it("keeps a choice that was not sent, also when somebody else chose meanwhile", async () => {
    radio("0").checked = true;
    await changed(page("one", line("1")));
    expect(radio("0").checked).toBe(true);
    expect(radio("0").value).toBe("1-0");
    expect(find("[data-harvest-unsaved]").hidden).toBe(false);
    expect(find("[data-harvest-none]").hidden).toBe(true);
  });

  it("takes over what somebody else chose where nothing was chosen here", async () => {
    await changed(page("one", line("1")));
    expect(radio("1").checked).toBe(true);
    expect(find("[data-harvest-unsaved]").hidden).toBe(true);
  });

  it("keeps what was typed and what is folded open", async () => {
    box().value = "Mine does not.";
    find<HTMLDetailsElement>("details").open = true;
    await changed(page("one", line("1")));
    expect(box().value).toBe("Mine does not.");
    expect(find<HTMLDetailsElement>("details").open).toBe(true);
  });

  it("keeps what came back with an error, though the server sent it", async () => {
    box().defaultValue = "Too long";
    box().dataset.unsaved = "";
    await changed(page("one", line("1")));
    expect(box().value).toBe("Too long");
  });

  it("keeps the focus on the same button", async () => {
    find("button").focus();
    await changed(page("one", line("1")));
    expect(document.activeElement).toBe(find("button"));
  });

  it("offers to renew while somebody writes, and loses no letter then", async () => {
    box().focus();
    box().value = "Mine d";
    await changed(page("one", line("1")));
    expect(radio("1").checked).toBe(false);
    expect(find("[data-harvest-renew]").hidden).toBe(false);
    HTMLElement.prototype.scrollIntoView = () => {};
    find("[data-harvest-renew] a").click();
    expect(radio("1").checked).toBe(true);
    expect(box().value).toBe("Mine d");
    expect(find("[data-harvest-renew]").hidden).toBe(true);
  });

  it("leaves a page alone that is on its way out", async () => {
    find("form").setAttribute("data-sent", "");
    await changed(page("two", line("3")));
    expect(find("[data-part=proposal]").textContent).toBe("one");
  });

  it("does not pull a button away from under a finger", async () => {
    find("button").dispatchEvent(new Event("pointerdown", { bubbles: true }));
    await changed(page("two", line("3")));
    expect(find("[data-part=proposal]").textContent).toBe("one");
    document.dispatchEvent(new Event("pointerup"));
    await vi.advanceTimersByTimeAsync(1000);
    expect(find("[data-part=proposal]").textContent).toBe("two");
  });

  it("says when something was chosen and not kept yet", () => {
    radio("0").checked = true;
    radio("0").dispatchEvent(new Event("input", { bubbles: true }));
    expect(find("[data-harvest-unsaved]").hidden).toBe(false);
  });

  it("fetches only the proposal for a vote, and all for what changes more", async () => {
    live.news({ type: "harvest", state: "open", number: 1 });
    await vi.advanceTimersByTimeAsync(1000);
    live.news({ type: "harvest", state: "open", number: 1 });
    live.news({ type: "harvest", state: "approved", number: 1 });
    live.news({ type: "harvest", state: "open", number: 1 });
    await vi.advanceTimersByTimeAsync(1000);
    live.news({ type: "harvest", state: "open", number: 2 });
    await vi.advanceTimersByTimeAsync(1000);
    expect(parts).toEqual(["proposal", "", ""]);
  });

  it("takes its time for what others choose, and hurries when there is more", async () => {
    live.news({ type: "harvest", state: "marks", number: 0 });
    await vi.advanceTimersByTimeAsync(1500);
    expect(asked).toBe(0);
    live.news({ type: "harvest", state: "open", number: 1 });
    await vi.advanceTimersByTimeAsync(1000);
    expect(asked).toBe(1);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(asked).toBe(1);
  });

  it("asks nothing while nobody looks, and catches up then", async () => {
    const hidden = vi.spyOn(document, "hidden", "get").mockReturnValue(true);
    live.news();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(asked).toBe(0);
    hidden.mockReturnValue(false);
    document.dispatchEvent(new Event("visibilitychange"));
    await vi.advanceTimersByTimeAsync(1000);
    expect(asked).toBe(1);
  });

  it("offers what was typed at the table, and fetches it once asked", async () => {
    live.written();
    live.written();
    await vi.advanceTimersByTimeAsync(10_000);
    expect([asked, find("[data-harvest-written]").hidden]).toEqual([0, false]);
    server = page("one", line("1"));
    find("[data-harvest-written] a").click();
    await vi.advanceTimersByTimeAsync(100);
    expect([asked, find("[data-harvest-written]").hidden]).toEqual([1, true]);
    expect(radio("1").checked).toBe(true);
  });

  it("fetches the first words by itself", async () => {
    find("form").remove();
    live.written();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(asked).toBe(1);
  });
});
