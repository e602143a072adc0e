/**
 * Reads what the build made as the oldest browsers would: Safari 15.6 and Chrome 103.
 *
 *   node scripts/old_browsers/main.mjs FOLDER REASONS
 *
 * What they do not know fails, unless REASONS (JSON) says why the page works without it. A reason
 * for what is not used any more fails too.
 */

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { tooNewInCss } from "./css.mjs";
import { tooNewInJs } from "./js.mjs";

const READERS = { ".css": tooNewInCss, ".js": tooNewInJs };
const [folder, reasonsFile] = process.argv.slice(2);
const reasons = JSON.parse(readFileSync(reasonsFile, "utf8"));
const used = new Set();
const complaints = [];

function read(name) {
  const reader = Object.entries(READERS).find(([end]) => name.endsWith(end))?.[1];
  if (!reader) return;
  try {
    const text = readFileSync(join(folder, name), "utf8");
    for (const [key, { missing, where }] of reader(text)) {
      used.add(key);
      if (!(key in reasons))
        complaints.push(`${name}: ${key} is unknown to ${missing.join(", ")}: ${where}`);
    }
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    complaints.push(`${name}: no script of 2022: ${error.message}`);
  }
}

for (const name of readdirSync(folder, { recursive: true })) read(String(name));
for (const key of Object.keys(reasons)) {
  if (!used.has(key)) complaints.push(`${reasonsFile}: ${key} is not used any more.`);
}
for (const words of complaints) console.error(words);
process.exit(complaints.length > 0 ? 1 : 0);
