// What every page does for reading without a network: it registers the worker once the page is shown. Pages for
// children, parents and relatives do not load this script: whoever comes straight to them leaves nothing stored.

import { STAY_AWAY } from "./store.js";

const site = new URL("../../", document.currentScript.src).href;

async function register() {
  try {
    if (sessionStorage.getItem(STAY_AWAY) || navigator.connection?.saveData) return;
    await navigator.serviceWorker.register(`${site}sw.js`);
  } catch {
    // The browser stores nothing here, or the worker did not come: the page is as good without.
  }
}

/** The page that stands in for one that is not stored has the wanted address after «#». */
function offerAgain(link) {
  const wanted = location.hash.slice(1);
  if (!/^[a-z0-9/-]+$/.test(wanted)) return;
  link.href = site + wanted.replace(/^\/+/, "");
  link.hidden = false;
}

addEventListener("load", () => (window.requestIdleCallback ?? setTimeout)(register), { once: true });
// The browser's menu can still install the site; nobody is asked to, on a screen that others may share.
addEventListener("beforeinstallprompt", (event) => event.preventDefault());
for (const link of document.querySelectorAll("[data-try-again]")) offerAgain(link);
