// The page «Läs utan nät»: saves the whole site, tells what is saved, and removes it.

import { removeAll, removeOlder, STAY_AWAY, store, storedSets } from "./store.js";

const site = new URL("../../", document.currentScript.src).href;
const box = document.querySelector("[data-offline]");
const status = box.querySelector("[role=status]");
const progress = box.querySelector("[data-progress]");
const saveButton = box.querySelector("[data-save]");
const removeButton = box.querySelector("[data-remove]");
// Milliseconds that the worker may take to start once everything is stored.
const PATIENCE = 30_000;

const PARTS = { bas: "Det viktigaste är sparat: startsidan, Gör nu och hjälp för barn.", allt: "Hela kunskapsbanken är sparad." };

async function show(before = "") {
  const sets = await storedSets(site);
  const best = sets.find((each) => each.set === "allt") ?? sets[0];
  const now = best ? `${PARTS[best.set]} Kopian är från ${best.shown}.` : "Inget är sparat.";
  status.textContent = [before, now].filter(Boolean).join(" ");
  saveButton.textContent = best?.set === "allt" ? "Hämta en nyare kopia" : "Spara för läsning utan nät";
  removeButton.hidden = !best;
}

function tell(bytes, total) {
  const mega = (number) => (number / 1e6).toLocaleString("sv", { maximumFractionDigits: 1 });
  progress.querySelector("progress").value = bytes / total;
  progress.querySelector("span").textContent = `${mega(bytes)} av ${mega(total)} MB`;
}

async function save() {
  const answer = await fetch(`${site}offline/filer.json`, { cache: "no-store" });
  if (!answer.ok) throw new Error(`${answer.status}`);
  const copy = await answer.json();
  sessionStorage.removeItem(STAY_AWAY);
  await navigator.serviceWorker.register(`${site}sw.js`);
  const total = copy.allt.reduce((sum, [, , size]) => sum + size, 0);
  await store(site, copy, "allt", (bytes) => tell(bytes, total));
  const late = new Promise((resolve, reject) => setTimeout(reject, PATIENCE));
  await Promise.race([navigator.serviceWorker.ready, late]);
  await removeOlder(site, copy.build);
}

async function onSave() {
  saveButton.disabled = true;
  progress.hidden = false;
  // Said aloud once; the numbers that follow are only shown.
  status.textContent = "Sparar …";
  try {
    await save();
    await show("Klart.");
  } catch {
    await show("Det gick inte att spara allt. Se att nätet fungerar och att det finns plats, och försök igen.");
  }
  progress.hidden = true;
  saveButton.disabled = false;
}

async function onRemove() {
  sessionStorage.setItem(STAY_AWAY, "ja");
  const workers = await navigator.serviceWorker.getRegistrations();
  await Promise.all(workers.filter((worker) => worker.scope === site).map((worker) => worker.unregister()));
  await removeAll(site);
  await show("Kopian är borttagen. I den här fliken sparas inget nytt av sig självt.");
  saveButton.focus();
}

function tellThatItCannot() {
  status.textContent = "Webbläsaren kan inte spara sidor här. Det kan bero på att fönstret är privat.";
  saveButton.hidden = true;
}

saveButton.addEventListener("click", onSave);
removeButton.addEventListener("click", onRemove);
box.hidden = false;
if ("serviceWorker" in navigator) show().catch(tellThatItCannot);
else tellThatItCannot();
