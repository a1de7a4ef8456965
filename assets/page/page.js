/**
 * What every page does beside being read: the choice of light or dark, the way back to the top, where on the page
 * the reader is, and folded parts that open for a link into them and on paper. Without it, all text still stands.
 */

const COLOURS = "colours";
const DARK = "slate";
const LIGHT = "default";

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
  addEventListener("scroll", () => {
    button.hidden = scrollY < innerHeight || scrollY >= before;
    before = scrollY;
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
  new IntersectionObserver(mark).observe(document.querySelector("h1") ?? document.body);
  headings.forEach((heading) => heading && new IntersectionObserver(mark).observe(heading));
}

/** What an address points at on this page; an address that somebody has mistyped points at nothing. */
function pointedAt(hash) {
  try {
    return document.getElementById(decodeURIComponent(hash.slice(1)));
  } catch {
    return null;
  }
}

/** Opens the folded parts that hold what the address points at. */
function openTarget() {
  const target = pointedAt(location.hash);
  const folded = target?.closest("details:not([open])");
  if (!folded) return;
  for (let part = folded; part; part = part.parentElement.closest("details")) part.open = true;
  target.scrollIntoView();
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
addEventListener("hashchange", openTarget);
openTarget();
