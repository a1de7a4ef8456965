/**
 * The search as readers meet it: the field in the header and on the start page, and the page /sok/.
 *
 * This script is fetched when a reader moves towards a field (overrides/partials/search-start.html). What is typed
 * stays here: it never reaches the address, a server or a store. Texts are set with textContent, never as markup.
 */

import { createSearch } from "./engine.js";
import { Combobox } from "./combobox.js";
import { SearchPage } from "./page.js";

// Milliseconds: keys that a phone sends together come closer than this.
const TOGETHER = 10;
const WARM_UP = "barn";
// The copy that is opened from a folder instead of a web host.
const FROM_FILES = location.protocol === "file:";
const waiting = [];
let loading;
let full;
let search;
let root;

/** The site's root, from the page that is shown. Looked up once: every hit needs it. */
function siteRoot() {
  root ??= new URL(document.querySelector("[data-search-base]").dataset.searchBase, document.baseURI);
  return root;
}

async function fetchFile(name) {
  const address = new URL(`assets/search/${name}`, siteRoot());
  if (FROM_FILES) return fetchAsScript(address.href, name);
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(name);
  return answer.json();
}

/** A page opened from a folder may not fetch files, but it may load scripts (kunskapsbank/file_copy.py writes them). */
function fetchAsScript(address, name) {
  return new Promise((resolve, reject) => {
    const script = Object.assign(document.createElement("script"), { src: address.replace(/json$/, "js") });
    script.onload = () => resolve(window.searchFiles[name]);
    script.onerror = reject;
    document.head.append(script);
  });
}

/** Fetch the index once. The first hits need only the first file; fields ask again when the rest has come. */
function load() {
  loading ??= fetchFile("index.json").then((first) => (search = createSearch(first)));
  if (!full) {
    full = fetchFile("full.json");
    Promise.all([loading, full]).then(([made, rest]) => {
      made.addFullText(rest);
      // The first search costs the most; better before the first key than after it.
      made.search(WARM_UP);
      for (const again of waiting) again();
    }).catch(() => undefined);
  }
  return loading;
}

/**
 * Answer a query.
 *
 * @returns {Promise<object|null>} what engine.js returns, or null when the index is missing or broken.
 */
async function ask(query, typing) {
  try {
    return (await load()).search(query, typing);
  } catch {
    return null;
  }
}

/** Run `work` at once, or for keys that come together once after the last of them. */
function paused(work) {
  let timer;
  let last = -TOGETHER;
  return (...values) => {
    clearTimeout(timer);
    const since = performance.now() - last;
    last = performance.now();
    if (since >= TOGETHER) work(...values);
    else timer = setTimeout(() => work(...values), TOGETHER);
  };
}

/** Return the link to an address of the site from the page that is shown. */
function linkTo(address) {
  const link = new URL(address, siteRoot());
  // A folder on the reader's own disk has no start page unless it is named.
  if (FROM_FILES) link.pathname = link.pathname.replace(/\/$/, "/index.html");
  return link.href;
}

/** Call `again` when the text of the pages has come. */
function whenFull(again) {
  waiting.push(again);
}

function start() {
  for (const form of document.querySelectorAll("form[data-search]")) {
    if (form.dataset.search === "page") new SearchPage(form, { ask, paused, linkTo, whenFull });
    else new Combobox(form, { ask, paused, linkTo, whenFull });
  }
  load().catch(() => undefined);
}

if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
else start();
