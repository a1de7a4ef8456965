/**
 * What every page does beside being read: the choice of light or dark, the way back to the top, where on the page
 * the reader is, folded parts that open for a link into them and on paper, and what is long laid out in pieces. Without
 * it, all text still stands.
 */

const COLOURS = "colours";
const DARK = "slate";
const LIGHT = "default";
// What is laid out by itself: an entry, a few sources, a row of a table.
const PIECES = ".entries--sources, .entries:not(.entries--sources) > .entry, table:not([class]) > tbody > tr";
// So many of them take a slow phone a few hundredths of a second.
const AT_ONCE = 3;
const MOVES = ["scroll", "pointerdown", "keydown"];

/** The button that changes between light and dark; the choice is kept in this browser. */
function changeColours(button) {
  const isDark = () => document.body.dataset.mdColorScheme === DARK;
  const name = () => {
    const text = isDark() ? "Byt till ljust läge" : "Byt till mörkt läge";
    button.title = text;
    button.setAttribute("aria-label", text);
  };
  const show = (dark) => {
    document.body.dataset.mdColorScheme = dark ? DARK : LIGHT;
    name();
  };
  const kept = () => {
    try {
      return localStorage.getItem(COLOURS);
    } catch {
      return null; // The browser refuses to keep anything: the system's choice rules.
    }
  };
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", (system) => {
    if (!kept()) show(system.matches);
  });
  button.addEventListener("click", () => {
    show(!isDark());
    try {
      localStorage.setItem(COLOURS, document.body.dataset.mdColorScheme);
    } catch {
      // Nothing can be kept: the choice lasts for this page.
    }
  });
  name();
  button.hidden = false;
}

/** The button at the foot of the screen, shown when a reader far down turns upwards. */
function backToTop(button) {
  let before = 0;
  let height = 0;
  addEventListener("scroll", () => {
    // A page that changes its height moves by itself; the reader has not turned.
    const same = document.documentElement.scrollHeight === height;
    button.hidden = !same || scrollY < innerHeight || scrollY >= before;
    before = scrollY;
    height = document.documentElement.scrollHeight;
  }, { passive: true });
  button.addEventListener("click", () => {
    scrollTo({ top: 0 });
    document.querySelector(".skip-link").focus({ preventScroll: true });
  });
}

/** Marks, in the list of headings, the last one that the reader has come to. */
function markHeading(list) {
  const links = [...list.querySelectorAll("a")];
  const headings = links.map((link) => pointedAt(link.hash));
  let marked = null;
  const mark = () => {
    const passed = headings.filter((heading) => heading && heading.getBoundingClientRect().top < innerHeight / 3);
    const link = links[headings.lastIndexOf(passed.at(-1))];
    if (link === marked) return;
    marked?.classList.remove("md-nav__link--active");
    link?.classList.add("md-nav__link--active");
    marked = link;
  };
  // One observer: each new one would look at every heading when it begins.
  const observer = new IntersectionObserver(mark);
  for (const watched of [document.querySelector("h1") ?? document.body, ...headings]) if (watched) observer.observe(watched);
}

/** What an address points at on this page; an address that somebody has mistyped points at nothing. */
function pointedAt(hash) {
  try {
    return document.getElementById(decodeURIComponent(hash.slice(1)));
  } catch {
    return null;
  }
}

/** Opens the folded parts that hold what the address points at, and goes there when the page has changed its height. */
function openTarget() {
  const target = pointedAt(location.hash);
  if (!target) return;
  const folded = target.closest("details:not([open])");
  for (let part = folded; part; part = part.parentElement.closest("details")) part.open = true;
  if (layOutAbove(target) || folded) target.scrollIntoView();
}

/**
 * Lays out a long list or table, for which the style sheet only keeps room on a phone, a few pieces at a time: all at
 * once, they would keep a slow phone from answering. Begins with the reader's first movement, so that nothing is done
 * for who reads the top and leaves. Returns a function that lays out what stands above an element, or holds it, and
 * tells whether anything was left to lay out.
 */
function layOutInPieces(pieces) {
  const layOut = (some) => some.forEach((piece) => piece.classList.add("laid-out"));
  const goOn = () => {
    layOut(pieces.splice(0, AT_ONCE));
    if (pieces.length) whenIdle(goOn);
  };
  const waiting = new AbortController();
  const begin = () => {
    waiting.abort();
    goOn();
  };
  for (const move of MOVES) addEventListener(move, begin, { passive: true, signal: waiting.signal });
  return (target) => {
    const after = pieces.findIndex((piece) => !(piece.compareDocumentPosition(target) & Node.DOCUMENT_POSITION_FOLLOWING));
    const above = pieces.splice(0, after < 0 ? pieces.length : after);
    layOut(above);
    return above.length > 0;
  };
}

// Safari has no callback for when there is nothing to do.
function whenIdle(work) {
  if (window.requestIdleCallback) requestIdleCallback(work);
  else setTimeout(work, 50);
}

/** Folds the list of headings, which lies over the text on a phone, once one of them is chosen. */
function foldContents(contents) {
  contents.addEventListener("click", (event) => {
    if (event.target.closest("a")) contents.open = false;
  });
}

/** Opens every folded part for the printer and folds it again afterwards. */
function unfoldOnPaper() {
  let opened = [];
  addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll("main details:not([open])")];
    opened.forEach((part) => { part.open = true; });
  });
  addEventListener("afterprint", () => opened.forEach((part) => { part.open = false; }));
}

changeColours(document.querySelector(".colours"));
document.querySelectorAll(".md-top").forEach(backToTop);
document.querySelectorAll(".md-sidebar .md-nav__list").forEach(markHeading);
document.querySelectorAll(".toc-phone").forEach(foldContents);
unfoldOnPaper();
const layOutAbove = layOutInPieces([...document.querySelectorAll(PIECES)]);
addEventListener("hashchange", openTarget);
openTarget();
