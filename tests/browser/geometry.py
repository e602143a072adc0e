"""Whether a page still stands with other letters, less width, other colours, and for fingers.

One page that is open is looked at in several ways, so that it is loaded once.
"""

# The values of WCAG 1.4.12. A sheet of the document itself: a style element is refused by our policy.
SPACED = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
    word-spacing: 0.16em !important } p { margin-bottom: 2em !important }`);
  document.adoptedStyleSheets = [sheet];
}"""
PLAIN = """() => {
  document.adoptedStyleSheets = [];
  document.documentElement.style.fontSize = '';
}"""
TWICE = "() => { document.documentElement.style.fontSize = '200%' }"
SETTLED = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"

# What is cut off, lies over other words, or makes the page wider than the window.
FAULTS = """() => {
  const root = document.documentElement;
  const faults = [];
  const tell = (what, one) => faults.push(`${what}: ${one.outerHTML.slice(0, 110)}`);
  const wide = root.scrollWidth - root.clientWidth;
  if (wide > 1) faults.push(`the page is ${wide} too wide`);

  const ignored = '.visually-hidden, [aria-hidden=true], svg, .skip';
  const shown = (one) => one.checkVisibility({ visibilityProperty: true }) && !one.closest(ignored);
  const texts = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (node.data.trim() && shown(node.parentElement)) texts.push(node);
  }
  const isBar = (one) => ['sticky', 'fixed'].includes(getComputedStyle(one).position);
  const isCut = (style) => ['hidden', 'clip'].includes(style.overflowX) ||
    ['hidden', 'clip'].includes(style.overflowY);
  const scrolls = (style) => /auto|scroll/.test(style.overflowX + style.overflowY);
  const lines = [];
  for (const node of texts) {
    const range = document.createRange();
    range.selectNodeContents(node);
    const rects = [...range.getClientRects()].filter(({ width, height }) => width > 2 && height > 2);
    const around = [];
    for (let one = node.parentElement; one && one !== document.body; one = one.parentElement) {
      around.push(one);
    }
    // A bar lies over the page on purpose, and may shorten a name with dots.
    if (around.some((one) => isBar(one) || scrolls(getComputedStyle(one)))) continue;
    const cut = around.filter((one) => isCut(getComputedStyle(one)))
      .map((one) => one.getBoundingClientRect());
    if (cut.some((box) => rects.some(({ right, bottom }) =>
      right > box.right + 2 || bottom > box.bottom + 2))) tell('cut off', node.parentElement);
    else for (const rect of rects) lines.push([node, rect]);
  }
  const over = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 4 &&
    Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 0.4 * Math.min(a.height, b.height);
  lines.sort(([, a], [, b]) => a.top - b.top);
  lines.forEach(([node, rect], index) => {
    for (let next = index + 1; next < lines.length && lines[next][1].top < rect.bottom; next++) {
      const [other, its] = lines[next];
      if (other !== node && over(rect, its)) tell(`over "${other.data.trim().slice(0, 30)}"`, node.parentElement);
    }
  });
  return faults;
}"""

# WCAG 2.5.8: 24 pixels, or room for a circle of 24 around the middle that no other target is in.
SMALL = """() => {
  const all = [...document.querySelectorAll(
    'a[href], button, input:not([type=hidden]), select, textarea, summary')].filter((one) =>
    one.checkVisibility({ visibilityProperty: true }) && !one.closest('.visually-hidden, .skip, svg'));
  // A round button and its words are one target.
  const targets = all.map((one) => [one, (one.closest('label') ?? one).getBoundingClientRect()]);
  const isSmall = ({ width, height }) => Math.min(width, height) < 23.9;
  const isInSentence = (one) => one.tagName === 'A' && getComputedStyle(one).display === 'inline' &&
    [...one.parentElement.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
  const middle = (box) => [box.x + box.width / 2, box.y + box.height / 2];
  const far = ([x, y], box) => Math.hypot(
    Math.max(box.left - x, 0, x - box.right), Math.max(box.top - y, 0, y - box.bottom));
  const hasRoom = (one, box) => targets.every(([other, its]) => other === one ||
    other.contains(one) || one.contains(other) || (far(middle(box), its) >= 12 &&
    (!isSmall(its) || Math.hypot(middle(box)[0] - middle(its)[0], middle(box)[1] - middle(its)[1]) >= 24)));
  return targets
    .filter(([one, box]) => isSmall(box) && !isInSentence(one) && !hasRoom(one, box))
    .map(([one, box]) => `${Math.round(box.width)} x ${Math.round(box.height)}: ${one.outerHTML.slice(0, 110)}`);
}"""

# Words in the colour of what is behind them.
UNREADABLE = """() => [...document.querySelectorAll('main *')]
  .filter((one) => one.checkVisibility({ visibilityProperty: true }) &&
    !one.closest('svg, .visually-hidden') &&
    [...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim()))
  .filter((one) => {
    let behind = one;
    const back = (at) => getComputedStyle(at).backgroundColor;
    while (behind.parentElement && /, 0\\)$|transparent/.test(back(behind))) behind = behind.parentElement;
    return getComputedStyle(one).color === back(behind);
  })
  .map((one) => one.outerHTML.slice(0, 110))"""

MOVING = """() => document.getAnimations().filter((one) => one.playState === 'running')
  .map((one) => one.animationName || one.transitionProperty || 'a movement')"""


def stands(page, name):
    """Less width, larger letters, more space between them; no movement, other colours, fingers."""
    page.emulate_media(color_scheme="light", forced_colors="none", reduced_motion="reduce")
    page.set_viewport_size({"width": 320, "height": 640})
    found = {"at 320": faults(page)}
    page.set_viewport_size({"width": 360, "height": 740})
    page.evaluate(SPACED)
    found["spaced"] = faults(page)
    page.evaluate(PLAIN)
    page.evaluate(TWICE)
    found["letters of 200 %"] = faults(page)
    page.evaluate(PLAIN)
    page.evaluate(SETTLED)
    found["small targets"] = page.evaluate(SMALL)
    found["movement"] = page.evaluate(MOVING)
    page.emulate_media(forced_colors="active")
    found["forced colours"] = page.evaluate(UNREADABLE)
    page.emulate_media(forced_colors="none", reduced_motion="no-preference")
    seen = {way: faults for way, faults in found.items() if faults}
    assert not seen, f"{name}: {seen}"


def faults(page):
    """Once the page has drawn itself anew."""
    page.evaluate(SETTLED)
    return page.evaluate(FAULTS)
