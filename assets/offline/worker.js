/**
 * The service worker: the network first, and the stored copy when it does not answer.
 *
 * The build writes COPY, the list of files with their hashes, before this script (kunskapsbank/offline.py).
 */

import { removeOlder, store, storedSets } from "./store.js";

const { COPY } = self;
const SCOPE = new URL("./", self.location).href;
// Milliseconds that a page may take before the stored copy is shown instead.
const PATIENCE = 3000;
const OLD = 90 * 24 * 60 * 60 * 1000;
const NOT_STORED = "om/utan-nat/";
const NEVER = /[?]|^redigera\/|^offline\/|^sw\.js$/;

// Which set a page on screen came from: its styles and scripts come from the same one, and at once.
const shownFrom = new Map();

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(activate()));
self.addEventListener("fetch", (event) => {
  const path = pathOf(event.request);
  if (path !== null) event.respondWith(event.request.mode === "navigate" ? page(event, path) : part(event, path));
});

async function install() {
  await store(SCOPE, COPY, "bas");
  const saved = (await storedSets(SCOPE)).some((each) => each.set === "allt");
  // The older set stays when this fails; the next build tries again.
  if (saved) await store(SCOPE, COPY, "allt").catch(() => undefined);
  // At once: an old copy must not live on because a tab is open. No page on screen can be hurt, for sets never mix.
  await self.skipWaiting();
}

async function activate() {
  await removeOlder(SCOPE, COPY.build);
  // So that a page opened before the first worker can use what «Spara» has stored, without being loaded again.
  await self.clients.claim();
}

/** Return the path within the site of a request that the copy may answer, else null. */
function pathOf({ url, method, integrity }) {
  if (method !== "GET" || integrity || !url.startsWith(SCOPE)) return null;
  const path = url.slice(SCOPE.length).split("#")[0];
  return NEVER.test(path) ? null : path;
}

async function page(event, path) {
  const network = fromNetwork(event.request);
  const soon = await Promise.race([network, new Promise((resolve) => setTimeout(resolve, PATIENCE))]);
  if (soon) return soon;
  for (const each of await sets()) {
    const html = await storedPage(each, path);
    if (html === undefined) continue;
    shownFrom.set(event.resultingClientId, each.name);
    return new Response(html, { headers: { "content-type": "text/html; charset=utf-8" } });
  }
  // Nothing is stored: wait for a slow network as long as the browser does.
  const late = await network;
  if (late) return late;
  return path === NOT_STORED ? Response.error() : Response.redirect(`${SCOPE}${NOT_STORED}#${path}`);
}

/**
 * The server's answer; undefined when there is none, or when the server is broken. The browser's own cache is asked
 * only together with the server: hosts that set no lifetime would let it show an old page for days.
 */
async function fromNetwork({ url }) {
  try {
    // Redirects are left to the browser, as for any page.
    const answer = await fetch(url, { cache: "no-cache", redirect: "manual" });
    return answer.status < 500 ? answer : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Styles, scripts, the index. A stored page takes them from its own set, and from another what its own does not
 * hold: the search, which is whole in «allt». A page from the network takes stored parts only when that fails.
 */
async function part(event, path) {
  const own = shownFrom.get(event.clientId);
  if (own) return (await storedPart(path, own)) ?? fetch(event.request);
  return fetch(event.request).catch(async () => (await storedPart(path)) ?? Response.error());
}

async function storedPart(path, own) {
  const found = await sets();
  for (const { cache } of [...found.filter((each) => each.name === own), ...found]) {
    const kept = await cache.match(SCOPE + path);
    if (kept) return kept;
  }
  return undefined;
}

/** This build's set first, then the rest. */
async function sets() {
  const found = await storedSets(SCOPE);
  return found.sort((one, other) => (other.build === COPY.build) - (one.build === COPY.build));
}

/** Put a page together from its pack, with a line that says what it is. */
async function storedPage({ cache, day, shown }, path) {
  for (const name of ["bas", path.split("/")[0]]) {
    const pack = await cache.match(`${SCOPE}offline/${name}.json`);
    const { lines, pages } = pack ? await pack.json() : { pages: {} };
    if (pages[path]) return pages[path].map((number) => lines[number]).join("\n").replace("<article ", (start) => note(day, shown) + start);
  }
  return undefined;
}

function note(day, shown) {
  const old = Date.now() - Date.parse(day) > OLD;
  const warning = old ? "Kopian är gammal. Lagar och nummer kan ha ändrats." : "Något kan ha ändrats sedan dess.";
  return `<p class="stored-note">Nätet svarar inte. Du läser en sparad kopia från ${shown}. ${warning}</p>`;
}
