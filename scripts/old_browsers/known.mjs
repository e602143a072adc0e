/** What the oldest browsers we serve know, by the tables of @mdn/browser-compat-data. */

import { createRequire } from "node:module";

/** The same two as `build.target` in vite.config.ts, and Safari as it is on a phone. */
export const OLDEST = { safari: "15.6", safari_ios: "15.6", chrome: "103" };

export const tables = createRequire(import.meta.url)("@mdn/browser-compat-data");

const parts = (version) => version.replace("≤", "").split(".").map(Number);

function isWithin(version, oldest) {
  if (typeof version !== "string" || version === "preview") return false;
  const [[major, minor = 0], [most, least = 0]] = [parts(version), parts(oldest)];
  return major < most || (major === most && minor <= least);
}

/** A vendor's prefix counts: the build writes the prefixed one beside it. */
function isKnown(statement, oldest) {
  const { version_added, version_removed, flags, alternative_name } = statement;
  if (flags || alternative_name || !isWithin(version_added, oldest)) return false;
  return !isWithin(version_removed, oldest);
}

/** The browsers of ours that do not know this feature; empty for what the tables do not hold. */
export function strangers(entry) {
  const support = entry?.__compat?.support;
  if (!support) return [];
  return Object.entries(OLDEST)
    .filter(([name, oldest]) => ![support[name] ?? []].flat().some((one) => isKnown(one, oldest)))
    .map(([name, oldest]) => `${name} ${oldest}`);
}
