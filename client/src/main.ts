/**
 * What every page loads: the looks and a few small behaviours. Each page works without them.
 */
import "./styles/index.css";
import { attachCodeField } from "./controllers/code-field";
import { attachCopy } from "./controllers/copy";
import { attachDraft } from "./controllers/draft";
import { attachErrorFocus } from "./controllers/error-focus";
import { attachOnce } from "./controllers/once";
import { attachPasskey } from "./controllers/passkey";
import { attachPrint } from "./controllers/print";
import { attachSuggestTitle } from "./controllers/suggest-title";
import { localStore, sweepDevice } from "./room/erase";

for (const attach of [
  attachErrorFocus,
  attachOnce,
  attachCodeField,
  attachCopy,
  attachPrint,
  attachPasskey,
  attachSuggestTitle,
  attachDraft,
]) {
  attach(document);
}

// Whoever never comes back to the table still gets the copy off the device.
void sweepDevice(localStore(), Date.now());
