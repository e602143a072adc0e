/** Asks before a page closes with words that are only on this device. */

export function warnWhenLeaving(isSafe: () => boolean, flush: () => void): () => void {
  const warn = (event: BeforeUnloadEvent): void => {
    if (isSafe()) return;
    flush();
    event.preventDefault();
    // Safari 15 and Chrome 103 only ask when this is set.
    event.returnValue = true;
  };
  window.addEventListener("beforeunload", warn);
  return () => window.removeEventListener("beforeunload", warn);
}
