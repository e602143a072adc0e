/**
 * What every page loads: the looks and a few small behaviours. Each page works without them.
 */
import "./styles/index.css";
import { attachCodeField } from "./controllers/code-field";
import { attachCopy } from "./controllers/copy";
import { attachErrorFocus } from "./controllers/error-focus";
import { attachOnce } from "./controllers/once";
import { attachPrint } from "./controllers/print";

for (const attach of [attachErrorFocus, attachOnce, attachCodeField, attachCopy, attachPrint]) {
  attach(document);
}
