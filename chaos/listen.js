// Tells what the screen says about saving, each time that it says something else. Only what is painted
// counts: the page draws its labels at the latest just before a frame, and we look just after that.
(() => {
  const table = location.pathname.split("/")[2];
  const told = new Map();
  const tell = (scope, label, box) => {
    const marks = box.value.match(/<\d+\.\d+>/g) ?? [];
    const n = marks.length === 0 ? 0 : Number(marks[marks.length - 1].slice(1, -1).split(".")[1]);
    const state = label === null || label.hidden ? "" : (label.dataset.state ?? "");
    const words = label === null ? "" : label.textContent.trim();
    const said = JSON.stringify([state, n]);
    if (told.get(scope) === said) return;
    told.set(scope, said);
    window.chaosSaid(JSON.stringify({ table, scope, state, n, words, at: Date.now() / 1000 }));
  };
  const look = () => {
    const field = document.querySelector('.field[data-field^="start/reason/"]');
    const box = field?.querySelector("textarea");
    if (!box) return;
    tell("field", field.querySelector(".save-state"), box);
    tell("table", document.querySelector(".table-bar .save-state"), box);
  };
  let isWaiting = false;
  const later = () => {
    if (isWaiting) return;
    isWaiting = true;
    requestAnimationFrame(() => {
      isWaiting = false;
      look();
    });
  };
  const what = { subtree: true, childList: true, characterData: true, attributes: true };
  new MutationObserver(later).observe(document, what);
  document.addEventListener("input", later);
})();
