// Narrows a list by what its entries say about themselves. The page is whole without this script: it only
// shows the controls that the page brought along, and hides what does not match. As long as nothing is chosen
// the page stands as it came, so that a long list costs a phone nothing.

import { chosenIn, hasChoices, offeredBy, readChoices, tick, writeChoices } from "./address.js";

for (const box of document.querySelectorAll("[data-filters]")) start(box);

function start(box) {
  const inputs = [...box.querySelectorAll("input")];
  const cards = [...document.querySelectorAll(`[data-entry^="${box.dataset.filters}/"]`)];
  const list = { box, inputs, cards, shownFor: "" };
  const readAddress = () => {
    tick(inputs, readChoices(location.hash, offeredBy(inputs)));
    show(list);
  };
  box.addEventListener("change", () => {
    show(list);
    writeChoices(chosenOnPage());
  });
  box.querySelector(".filters-clear").addEventListener("click", () => clear(list));
  // An ordinary anchor, such as a letter in the glossary, leaves the choices alone.
  addEventListener("hashchange", () => hasChoices(location.hash) && readAddress());
  // Browsers put back ticks of their own when a reader returns; the address is what counts.
  addEventListener("pageshow", readAddress);
  letPanelsClose(box);
  letPhoneOpen(box);
  readAddress();
  box.hidden = false;
}

/** All boxes ticked on the page: a page may have more than one list, but it has one address. */
function chosenOnPage() {
  return chosenIn([...document.querySelectorAll("[data-filters] input")]);
}

function clear(list) {
  tick(list.inputs, new Map());
  show(list);
  writeChoices(chosenOnPage());
  // The button disappears: the keyboard goes on from the first control that is still there.
  [...list.box.querySelectorAll(".filters-open, summary")].find((element) => element.offsetParent)?.focus();
}

function show(list) {
  const chosen = chosenIn(list.inputs);
  const choice = [...chosen].map(([name, values]) => `${name}=${[...values]}`).join("&");
  if (choice === list.shownFor) return;
  list.shownFor = choice;
  list.groups ??= groupsOf(list.cards);
  list.total ??= uniqueEntries(list.cards).size;
  for (const card of list.cards) card.hidden = !matches(card, chosen);
  for (const group of list.groups) showGroup(group);
  const shown = uniqueEntries(list.cards.filter((card) => !card.hidden)).size;
  const hint = shown ? "" : " Ta bort något val.";
  list.box.querySelector(".filters-count").textContent = `${shown} av ${list.total} visas.${hint}`;
  list.box.querySelector(".filters-clear").hidden = !chosen.size;
  for (const facet of list.box.querySelectorAll(".facet")) count(facet, list.cards, chosen);
}

/** A card matches when, for every name, it has at least one of the chosen values. */
function matches(card, chosen, except = "") {
  return [...chosen].every(([name, values]) => name === except || wordsOf(card, name).some((word) => values.has(word)));
}

function wordsOf(card, name) {
  return (card.getAttribute(`data-${name}`) ?? "").split(" ");
}

/** Beside each choice: how many entries it would show, given the choices in the other facets. */
function count(facet, cards, chosen) {
  const inputs = [...facet.querySelectorAll("input")];
  const open = cards.filter((card) => matches(card, chosen, inputs[0].name));
  for (const input of inputs) {
    const found = uniqueEntries(open.filter((card) => wordsOf(card, input.name).includes(input.value))).size;
    const label = input.closest("label");
    label.querySelector(".choice-count").textContent = `(${found})`;
    label.classList.toggle("choice--none", !found);
  }
  const ticked = inputs.filter((input) => input.checked).length;
  facet.querySelector(".facet-chosen").textContent = ticked ? `(${ticked} val)` : "";
}

/** An entry may stand under several headings; it counts once. */
function uniqueEntries(cards) {
  return new Set(cards.map((card) => card.dataset.entry));
}

/** Each list with its cards, its heading and the links in tables of contents that lead to the heading. */
function groupsOf(cards) {
  return [...new Set(cards.map((card) => card.parentElement))].map((element) => {
    const before = element.previousElementSibling;
    const heading = before?.matches("h2, h3") ? before : null;
    return { element, heading, links: heading ? linksTo(heading.id) : [] };
  });
}

function linksTo(id) {
  const links = [...document.querySelectorAll(".md-nav a, .toc-phone a, .letters a")];
  return links.filter((link) => link.hash === `#${id}`).map((link) => link.closest("li") ?? link);
}

function showGroup({ element, heading, links }) {
  const empty = [...element.children].every((card) => card.hidden);
  for (const part of [element, heading, ...links]) if (part) part.hidden = empty;
}

/** Escape, or a click beside it, closes an open panel; Escape also gives the focus back. */
function letPanelsClose(box) {
  box.addEventListener("keydown", (event) => {
    const open = event.key === "Escape" && event.target.closest("details[open]");
    if (!open) return;
    open.open = false;
    open.querySelector("summary").focus();
  });
  document.addEventListener("click", (event) => {
    if (box.contains(event.target)) return;
    for (const open of box.querySelectorAll("details[open]")) open.open = false;
  });
}

function letPhoneOpen(box) {
  const button = box.querySelector(".filters-open");
  button.addEventListener("click", () => {
    const open = button.getAttribute("aria-expanded") !== "true";
    button.setAttribute("aria-expanded", String(open));
    box.classList.toggle("filters--open", open);
  });
}
