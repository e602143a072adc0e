import { describe, expect, it } from "vitest";
import { COMMITMENT_PARTS } from "../../src/room/ids";
import { $, open, server, startTalk, until, withPrompts } from "./table";

const promise = withPrompts({ id: "step", kind: "commitment", label: "Toezegging" });
const hint = (): string | null | undefined => $(".mine-box .field .hint")?.textContent;

describe("a promise", () => {
  it("begins with who, and keeps each part in a field of its own", async () => {
    await open(promise);
    startTalk();
    await until(() => $("textarea"));
    const fields = Array.from(document.querySelectorAll<HTMLElement>(".mine-box .field"));
    const names = COMMITMENT_PARTS.map((part) => `one/step/seat-a/${part}`);
    expect(fields.map((field) => field.dataset.field)).toEqual(names);
    expect($(".mine-box label")?.textContent).toBe("Who makes this promise?");
  });

  it("reminds of whom this person sits here for, and fills nothing in", async () => {
    server.seats = server.seats.map((seat) => ({ ...seat, note: "Hallum, huurders" }));
    await open(promise);
    startTalk();
    await until(() => hint()?.includes("You sit here for: Hallum, huurders."));
    expect($<HTMLTextAreaElement>("textarea")?.value).toBe("");
    expect(server.text("one/step/seat-a/who")).toBe("");
  });

  it("reminds of the next person on this device after a change of seat", async () => {
    const [first, second] = server.seats;
    server.seats = [first, { ...second, note: "GGD" }] as typeof server.seats;
    await open({ ...promise, seats: ["seat-a", "seat-b"] });
    startTalk();
    await until(() => hint() === "Organisation and role, not the name of a person.");
    $<HTMLInputElement>('.seat-switcher input[value="seat-b"]')?.click();
    await until(() => hint()?.includes("GGD"));
  });

  it("of before, without who, still shows its words to the table", async () => {
    await open(promise);
    startTalk();
    server.write("one/step/seat-b/what", "Wij bellen");
    await until(() => $(".others .strip")?.textContent?.includes("Wij bellen"));
    expect($(".others .strip")?.textContent).not.toContain("Who makes this promise?");
  });
});
