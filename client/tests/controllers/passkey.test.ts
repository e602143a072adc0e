import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { attachPasskey, bytesOf, textOf, wordsFor } from "../../src/controllers/passkey";

const OPTIONS = { request_options: { publicKey: { challenge: "AQI", rpId: "localhost" } } };
const status = () => document.querySelector("[data-passkey-status]")?.textContent;
const button = () => document.querySelector("button") as HTMLButtonElement;

beforeEach(() => {
  document.body.innerHTML = `
    <script type="application/json" id="options">${JSON.stringify(OPTIONS)}</script>
    <form method="post" data-passkey="use" data-passkey-options="options">
      <input type="hidden" name="credential">
      <button type="button" data-passkey-button hidden></button>
      <p data-passkey-status data-insecure="no https" data-unable="unable" data-busy="busy"
         data-stopped="stopped" data-failed="failed"></p>
    </form>`;
  vi.stubGlobal("isSecureContext", true);
  vi.stubGlobal("PublicKeyCredential", class {});
});
afterEach(() => vi.unstubAllGlobals());

test("bytes go to text and back", () => {
  const bytes = Uint8Array.from([0, 255, 254, 62, 63]);
  expect(bytesOf(textOf(bytes.buffer) ?? "")).toEqual(bytes);
});

test("on plain http the button stays away and the page says why", () => {
  vi.stubGlobal("isSecureContext", false);
  attachPasskey(document);
  expect([button().hidden, status()]).toEqual([true, "no https"]);
});

test("a browser without passkeys says so", () => {
  vi.stubGlobal("PublicKeyCredential", undefined);
  attachPasskey(document);
  expect([button().hidden, status()]).toEqual([true, "unable"]);
});

test("the answer of the browser goes with the form", async () => {
  const one = Uint8Array.from([1]).buffer;
  const found = {
    id: "AQ",
    type: "public-key",
    rawId: one,
    getClientExtensionResults: () => ({}),
    response: { clientDataJSON: one, authenticatorData: one, signature: one, userHandle: null },
  };
  const get = vi.fn().mockResolvedValue(found);
  vi.stubGlobal("navigator", { credentials: { get } });
  const submit = vi.spyOn(HTMLFormElement.prototype, "submit").mockImplementation(() => {});
  attachPasskey(document);
  button().click();
  await vi.waitFor(() => expect(submit).toHaveBeenCalled());
  expect(get.mock.calls[0]?.[0].publicKey.challenge).toEqual(Uint8Array.from([1, 2]));
  const sent = JSON.parse((document.querySelector("input") as HTMLInputElement).value);
  expect(sent.response.signature).toBe("AQ");
});

test("somebody who stops may try again", async () => {
  const get = vi.fn().mockRejectedValue(new DOMException("no", "NotAllowedError"));
  vi.stubGlobal("navigator", { credentials: { get } });
  attachPasskey(document);
  button().click();
  await vi.waitFor(() => expect(status()).toBe("stopped"));
  expect(button().disabled).toBe(false);
});

test("errors have words", () => {
  expect(wordsFor(new DOMException("", "InvalidStateError"))).toBe("known");
  expect(wordsFor(new TypeError())).toBe("failed");
});
