/**
 * Asks the browser for a passkey and sends its answer with the form. The button is there only
 * where passkeys work: on plain http, and in a browser without them, a sentence says why not.
 *
 * <form method="post" data-passkey="make" data-passkey-options="id of a JSON script">
 *   <input type="hidden" name="credential">
 *   <button type="button" data-passkey-button hidden>…</button>
 *   <p role="status" data-passkey-status data-insecure="…" data-unable="…" data-busy="…"
 *      data-stopped="…" data-known="…" data-failed="…"></p>
 * </form>
 *
 * `use` instead of `make` shows a passkey that is there; `data-passkey-address` fetches the options
 * when the button is pressed, for a page that may be open for long.
 */
type Words = "insecure" | "unable" | "busy" | "stopped" | "known" | "failed";
type Json = Record<string, unknown>;
interface Descriptor extends Json {
  id: string;
}
interface Options extends Json {
  challenge: string;
  user?: Json & { id: string };
  excludeCredentials?: Descriptor[];
  allowCredentials?: Descriptor[];
  authenticatorSelection?: Json;
}

/** Bytes of base64url, as WebAuthn writes them in JSON. */
export function bytesOf(text: string): Uint8Array {
  const plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(plain, (sign) => sign.charCodeAt(0));
}

/** Base64url of bytes; null stays null. */
export function textOf(buffer: ArrayBuffer | null): string | null {
  if (buffer === null) return null;
  const plain = String.fromCharCode(...new Uint8Array(buffer));
  return btoa(plain).replace(/\+/g, "-").replace(/\//g, "_").replace(/=/g, "");
}

const withBytes = (list?: Descriptor[]) =>
  list?.map((each) => ({ ...each, id: bytesOf(each.id), type: "public-key" as const }));

async function make(options: Options): Promise<Json> {
  const publicKey = {
    ...options,
    challenge: bytesOf(options.challenge),
    user: { ...options.user, id: bytesOf(options.user?.id ?? "") },
    excludeCredentials: withBytes(options.excludeCredentials),
    // Kept on the device where it can: then it logs in without a password as well.
    authenticatorSelection: { ...options.authenticatorSelection, residentKey: "preferred" },
  } as unknown as PublicKeyCredentialCreationOptions;
  const made = (await navigator.credentials.create({ publicKey })) as PublicKeyCredential;
  const response = made.response as AuthenticatorAttestationResponse;
  return answer(made, {
    attestationObject: textOf(response.attestationObject),
    transports: response.getTransports?.() ?? [],
  });
}

async function use(options: Options): Promise<Json> {
  const publicKey = {
    ...options,
    challenge: bytesOf(options.challenge),
    allowCredentials: withBytes(options.allowCredentials),
  } as unknown as PublicKeyCredentialRequestOptions;
  const found = (await navigator.credentials.get({ publicKey })) as PublicKeyCredential;
  const response = found.response as AuthenticatorAssertionResponse;
  return answer(found, {
    authenticatorData: textOf(response.authenticatorData),
    signature: textOf(response.signature),
    userHandle: textOf(response.userHandle),
  });
}

function answer(found: PublicKeyCredential, more: Json): Json {
  return {
    type: found.type,
    id: found.id,
    rawId: textOf(found.rawId),
    clientExtensionResults: found.getClientExtensionResults(),
    response: { clientDataJSON: textOf(found.response.clientDataJSON), ...more },
  };
}

async function optionsOf(form: HTMLFormElement): Promise<Options> {
  const { passkeyOptions: id, passkeyAddress: address } = form.dataset;
  const data = id
    ? JSON.parse(document.getElementById(id)?.textContent ?? "{}")
    : await (await fetch(address ?? "", { headers: { Accept: "application/json" } })).json();
  return (data.creation_options ?? data.request_options).publicKey as Options;
}

/** What to say about an error of the browser. */
export function wordsFor(error: unknown): Words {
  const name = error instanceof Error || error instanceof DOMException ? error.name : "";
  if (name === "NotAllowedError" || name === "AbortError") return "stopped";
  return name === "InvalidStateError" ? "known" : "failed";
}

function attach(form: HTMLFormElement, button: HTMLButtonElement): void {
  const status = form.querySelector<HTMLElement>("[data-passkey-status]");
  const credential = form.elements.namedItem("credential") as HTMLInputElement | null;
  const say = (words: Words): void => {
    if (status) status.textContent = status.dataset[words] ?? "";
  };
  if (!window.isSecureContext) return say("insecure");
  if (!window.PublicKeyCredential) return say("unable");
  button.hidden = false;
  for (const part of form.querySelectorAll<HTMLElement>("[data-passkey-fields]"))
    part.hidden = false;
  for (const part of form.querySelectorAll<HTMLElement>("[data-passkey-else]")) part.hidden = true;
  button.addEventListener("click", async () => {
    button.disabled = true;
    say("busy");
    try {
      const options = await optionsOf(form);
      const made = await (form.dataset.passkey === "make" ? make(options) : use(options));
      if (credential) credential.value = JSON.stringify(made);
      form.submit();
    } catch (error) {
      say(wordsFor(error));
      button.disabled = false;
    }
  });
}

export function attachPasskey(root: ParentNode): void {
  for (const form of root.querySelectorAll<HTMLFormElement>("form[data-passkey]")) {
    const button = form.querySelector<HTMLButtonElement>("[data-passkey-button]");
    if (button) attach(form, button);
  }
}
