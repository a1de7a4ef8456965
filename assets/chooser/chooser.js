// The method chooser: answers the questions above the table by sorting its rows and saying why.
// Without this script the page shows every method by age, and all advice.

import { chosenIn, hasChoices, offeredBy, readChoices, tick, writeChoices } from "../filters/address.js";
import { judge } from "./judge.js";

const MOST_ALTERNATIVES = 2;
const SWEDISH = new Intl.Collator("sv");

for (const chooser of document.querySelectorAll("[data-chooser]")) start(chooser);

function start(chooser) {
  const page = {
    chooser,
    inputs: [...chooser.querySelectorAll("[data-ask] input")],
    table: chooser.querySelector("table"),
    rows: readRows(chooser),
    find: (selector) => chooser.querySelector(selector),
  };
  const readAddress = () => {
    tick(page.inputs, readChoices(location.hash, offeredBy(page.inputs)));
    show(page);
  };
  const changed = () => {
    show(page);
    writeChoices(chosenIn(page.inputs));
  };
  chooser.addEventListener("change", changed);
  addEventListener("hashchange", () => hasChoices(location.hash) && readAddress());
  // Browsers put back ticks of their own when a reader returns; the address is what counts.
  addEventListener("pageshow", readAddress);
  page.find(".chooser-clear").addEventListener("click", () => {
    tick(page.inputs, new Map());
    changed();
    page.inputs[0].focus();
  });
  page.find(".chooser-print").addEventListener("click", () => print());
  page.find(".chooser-share").addEventListener("click", () => share(page));
  letMoreOpen(page);
  readAddress();
  for (const part of chooser.querySelectorAll("[data-ask]")) part.hidden = false;
}

/** Each row with the heading it stands under when no age is chosen. */
function readRows(chooser) {
  return [...chooser.querySelectorAll("tr[data-method]")].map((element) => ({
    element,
    data: element.dataset,
    link: element.querySelector("th a"),
    ages: element.querySelector("td.col-age").textContent,
    home: element.parentElement.querySelector(".chooser-group").textContent,
  }));
}

function show(page) {
  const chosen = chosenIn(page.inputs);
  const ages = [...(chosen.get("barn") ?? [])].map(Number);
  const judged = page.rows.map((row) => ({ ...row, ...judge(row.data, chosen, ages) }));
  const shown = judged.filter((row) => !row.reason);
  const groups = ages.length ? groupsByFit(shown, ages) : groupsAtHome(shown);
  showTable(page, groups, shown, ages);
  showLeftOut(page, judged.filter((row) => row.reason));
  for (const part of page.chooser.querySelectorAll("[data-when]")) part.hidden = !holds(part.dataset.when, chosen);
  const parts = ages.length ? groups.map(([label, rows]) => ` ${label}: ${rows.length}.`).join("") : "";
  page.find(".chooser-count").textContent = `${shown.length} av ${page.rows.length} metoder visas.${parts}`;
  page.find(".chooser-clear").hidden = !chosen.size;
  showChosen(page, chosen);
}

/** A condition such as «samtycke=en samtycke=ingen» holds when one of its choices is made. */
function holds(condition, chosen) {
  return condition.split(" ").some((each) => {
    const [name, value] = each.split("=");
    return chosen.get(name)?.has(value);
  });
}

/** Those that fit every child first, then those that fit some, then those whose age is unknown. */
function groupsByFit(rows, ages) {
  const every = (row) => row.fits.every((fit) => fit === "ja");
  const unknown = (row) => row.fits.includes("okand");
  const sorted = [...rows].sort((a, b) => SWEDISH.compare(a.link.textContent, b.link.textContent));
  const some = ages.length > 2 ? "Passar en del av barnen" : "Passar ett av barnen";
  return [
    [`Passar ${inWords(ages)} år`, sorted.filter(every)],
    [some, sorted.filter((row) => !every(row) && !unknown(row))],
    ["Ålder: uppgift saknas", sorted.filter(unknown)],
  ].filter(([, group]) => group.length);
}

function groupsAtHome(rows) {
  const labels = [...new Set(rows.map((row) => row.home))];
  return labels.map((label) => [label, rows.filter((row) => row.home === label)]);
}

function inWords(ages) {
  return ages.length < 2 ? String(ages[0]) : `${ages.slice(0, -1).join(", ")} och ${ages.at(-1)}`;
}

function showTable(page, groups, shown, ages) {
  for (const body of [...page.table.tBodies]) body.remove();
  showHead(page, ages);
  for (const [label, rows] of groups) {
    const body = page.table.createTBody();
    body.append(groupHeading(label, page.table.tHead.rows[0].cells.length));
    for (const row of rows) body.append(completed(row, shown, ages));
  }
  page.table.classList.toggle("chooser-table--children", ages.length > 0);
}

function showHead(page, ages) {
  const head = page.table.tHead.rows[0];
  for (const cell of head.querySelectorAll(".col-child")) cell.remove();
  head.cells[0].after(...ages.map((age) => cell("th", "col-child", `Barn ${age} år`, { scope: "col" })));
}

function groupHeading(label, width) {
  const row = document.createElement("tr");
  row.className = "chooser-group";
  row.append(cell("th", "", label, { scope: "rowgroup", colSpan: width }));
  return row;
}

/** The row with a reason per child after its name, and with what to keep in mind beneath it. */
function completed(row, shown, ages) {
  const { element } = row;
  for (const old of element.querySelectorAll(".col-child, .chooser-notes")) old.remove();
  const name = element.querySelector("th");
  if (row.notes.length) name.append(list("chooser-notes", row.notes));
  name.after(...ages.map((age, index) => childCell(row, shown, age, index)));
  return element;
}

function childCell(row, shown, age, index) {
  const fit = row.fits[index];
  const text = {
    ja: `Passar ${age} år (${row.ages}).`,
    nej: `Passar inte ${age} år (${row.ages}).`,
    okand: "Ålder: uppgift saknas.",
  }[fit];
  const made = cell("td", `col-child fit--${fit}`, text, {});
  made.dataset.label = `Barn ${age} år`;
  if (fit === "nej") made.append(...alternatives(row, shown, age, index));
  return made;
}

/** «För 8 se …»: other methods in the table that fit, those of the same kind first, then by the alphabet. */
function alternatives(row, shown, age, index) {
  const fitting = shown
    .filter((other) => other.fits[index] === "ja")
    .sort((a, b) => SWEDISH.compare(a.link.textContent, b.link.textContent));
  const sameKind = fitting.filter((other) => other.data.kind === row.data.kind);
  const links = [...new Set([...sameKind, ...fitting])].slice(0, MOST_ALTERNATIVES).map((other) => other.link);
  if (!links.length) return [];
  const copies = links.flatMap((link, place) => (place ? [", ", link.cloneNode(true)] : [link.cloneNode(true)]));
  return [` För ${age} se till exempel `, ...copies, "."];
}

function showLeftOut(page, rows) {
  const box = page.find(".chooser-left");
  const reasons = [...new Set(rows.map((row) => row.reason))].sort(SWEDISH.compare);
  box.hidden = !rows.length;
  box.querySelector("summary").textContent = `Visas inte: ${rows.length} metoder, med skäl`;
  box.querySelector("ul").replaceChildren(...reasons.map((reason) => leftOutItem(reason, rows)));
}

function leftOutItem(reason, rows) {
  const item = document.createElement("li");
  const links = rows.filter((row) => row.reason === reason).map((row) => row.link.cloneNode(true));
  item.append(Object.assign(document.createElement("strong"), { textContent: `${reason}: ` }));
  links.forEach((link, place) => item.append(place ? ", " : "", link));
  return item;
}

/** What was chosen, in words, for paper: the questions are not printed. */
function showChosen(page, chosen) {
  const questions = [...page.chooser.querySelectorAll("fieldset")].map((question) => {
    const ticked = [...question.querySelectorAll("input")].filter((input) => input.checked && input.value);
    const answers = ticked.map((input) => input.closest("label").textContent.trim());
    return answers.length ? `${question.querySelector("legend").textContent} ${answers.join(", ")}.` : "";
  });
  const line = page.find(".chooser-chosen");
  line.hidden = !chosen.size;
  line.textContent = questions.filter(Boolean).join(" ");
}

async function share(page) {
  const count = page.find(".chooser-count");
  try {
    await navigator.clipboard.writeText(location.href);
    count.textContent = "Länken är kopierad. Den innehåller bara dina val.";
  } catch {
    count.textContent = "Kopiera länken i adressfältet. Den innehåller bara dina val.";
  }
}

function letMoreOpen(page) {
  const button = page.find(".chooser-more");
  const rest = page.find(".chooser-rest");
  const open = (wanted) => {
    button.setAttribute("aria-expanded", String(wanted));
    rest.hidden = !wanted;
  };
  const inRest = (input) => rest.contains(input) && input.checked && input.value;
  button.addEventListener("click", () => open(rest.hidden));
  addEventListener("hashchange", () => open(!rest.hidden || page.inputs.some(inRest)));
  queueMicrotask(() => open(page.inputs.some(inRest)));
}

function list(className, texts) {
  const made = document.createElement("ul");
  made.className = className;
  made.append(...texts.map((text) => Object.assign(document.createElement("li"), { textContent: text })));
  return made;
}

function cell(tag, className, text, attributes) {
  return Object.assign(document.createElement(tag), { className, textContent: text, ...attributes });
}
