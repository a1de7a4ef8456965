/**
 * Build the index: node assets/search/build.js documents.json FOLDER writes FOLDER/index.json and FOLDER/full.json.
 *
 * index.json holds what the first hits need, full.json the text of the pages, the sentences and the municipalities.
 * The same documents always give the same bytes.
 */

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { FIRST_FIELDS, FULL_FIELDS, pack } from "./compact.js";
import { isStopWord, splitCompound, stem, words } from "./linguistics.js";

const ACRONYM = /^(?=.*\p{Lu}.*\p{Lu})[\p{Lu}\p{N}-]{2,6}$/u;

// The same texts are asked for by field, in pairs and in the lexicon, and the same words in most of them.
const wordsOf = remembered(words);
const stemOf = remembered(stem);

function remembered(make) {
  const made = new Map();
  return (text) => {
    if (!made.has(text)) made.set(text, make(text));
    return made.get(text);
  };
}

/** Return { first, full }, the contents of the two files. */
export function buildIndex(source) {
  const { documents, words: owned } = source;
  const lexicon = makeLexicon(documents, owned);
  const parts = new Map();
  const split = (folded) => {
    if (!parts.has(folded)) parts.set(folded, splitCompound(folded, lexicon).map(stemOf));
    return parts.get(folded);
  };
  const postings = (fields) => {
    const found = new Map();
    documents.forEach((document, id) => fields.forEach((field, number) => {
      const own = field === "pairs" ? pairsOf(document) : termsOf(textOf(document, field), field === "title", split);
      for (const term of own) note(found, term, number, id);
    }));
    return found;
  };
  return { first: firstFile(source, pack(postings(FIRST_FIELDS))), full: fullFile(source, pack(postings(FULL_FIELDS))) };
}

function textOf(document, field) {
  return field === "keywords" ? document.keywords.join(" . ") : document[field];
}

function note(found, term, field, id) {
  if (!found.has(term)) found.set(term, new Map());
  const fields = found.get(term);
  if (!fields.has(field)) fields.set(field, new Set());
  fields.get(field).add(id);
}

function termsOf(text, withStopWords, split) {
  const found = new Set();
  for (const word of wordsOf(text)) {
    if (!withStopWords && isStopWord(word)) continue;
    found.add(stemOf(word.folded));
    for (const part of split(word.folded)) found.add(`+${part}`);
  }
  return found;
}

/** Neighbouring words in title, keywords and summary: «sover dåligt» weighs more than the two words apart. */
function pairsOf(document) {
  const found = new Set();
  for (const text of [document.title, ...document.keywords, document.text]) {
    const stems = wordsOf(text).filter((word) => !isStopWord(word)).map((word) => stemOf(word.folded));
    stems.slice(1).forEach((each, at) => found.add(`${stems[at]}_${each}`));
  }
  return found;
}

/** What a compound may consist of: the words on the site and those that editors have added. */
function makeLexicon(documents, owned) {
  const stems = new Set(owned.also_parts.flatMap((word) => stemsOf(word)));
  for (const document of documents) {
    for (const field of [...FIRST_FIELDS, "body"]) {
      for (const word of wordsOf(textOf(document, field))) stems.add(stemOf(word.folded));
    }
  }
  return { has: (word) => stems.has(stemOf(word)), short: foldedSet(owned.short_parts), never: foldedSet(owned.never_split) };
}

function foldedSet(list) {
  return new Set(list.flatMap((text) => wordsOf(text)).map((word) => word.folded));
}

function stemsOf(text) {
  return wordsOf(text).map((word) => stemOf(word.folded));
}

// ── The first file ────────────────────────────────────────────────────────────────────────────────────────────────

function firstFile(source, index) {
  const groups = [...new Set(source.documents.map((document) => document.group))];
  const cares = caresIn(source);
  return {
    groups,
    roleLabels: source.role_labels,
    placePage: source.place_page,
    placeText: source.place_text,
    placeGroup: "Kommuner",
    waysOn: source.ways_on,
    words: ownedWords(source),
    documents: source.documents.map((document) => lean({
      address: document.address,
      title: document.title,
      group: groups.indexOf(document.group),
      prior: document.prior,
      section: document.section,
      care: cares.indexOf(document.care) + 1,
      audiences: document.audiences,
      ages: document.ages,
      role: document.role,
      roles: document.roles,
    })),
    index,
  };
}

/** Leave out what is empty. */
function lean(document) {
  return Object.fromEntries(Object.entries(document).filter(([name, value]) =>
    name === "group" || (value && (!Array.isArray(value) || value.length))));
}

function ownedWords(source) {
  const owned = source.words;
  const help = owned.help.map(({ when, links, ...group }) => ({ ...group, links, pages: links.map((link) => link.address), patterns: when.map(pattern) }));
  const watched = help.flatMap((group) => group.patterns.flat(3)).filter((word) => word.length > 4);
  return {
    everyday: everydayOf(owned.everyday),
    synonyms: synonymsOf(owned.synonyms),
    pins: owned.pins.map(({ when, pages, always }) => lean({ patterns: when.map(pattern), pages, always })),
    help,
    kinds: owned.kinds.map(({ group, when }) => ({ group, patterns: when.map(pattern) })),
    watched: [...new Set(watched)].sort(),
    roles: spread(owned.roles, ({ role }, known = []) => [...known, role]),
    ages: spread(owned.ages, ({ ages }) => ages),
    placeWords: [...new Set(owned.place_words.flatMap(stemsOf))],
    shortParts: [...foldedSet(owned.short_parts)],
    neverSplit: [...foldedSet(owned.never_split)],
    acronyms: acronymsIn(source.documents),
  };
}

/**
 * «min+mamma/pappa slår» → [[[min], [mam, papp]], [[sla]]]: parts, in them words side by side, in them choices.
 * «!elev» is a part that must not be there; «=mamma» is the very form, not «mamman».
 */
function pattern(text) {
  return text.split(/\s+/).map((part) => (part.startsWith("!") ? [["!"], ...wordsBeside(part.slice(1))] : wordsBeside(part)));
}

function wordsBeside(part) {
  return part.split("+").map((choices) => [...new Set(choices.split("/").flatMap(choice))]);
}

function choice(word) {
  if (word.startsWith("=")) return wordsOf(word.slice(1)).flatMap(({ raw, folded }) => [`=${raw}`, `=${folded}`]);
  return word === "[ålder]" ? ["[alder]"] : stemsOf(word);
}

function everydayOf(list) {
  const entries = list.map(({ typed, ...entry }) => [stemsOf(typed).join(" "), lean({ ...entry, also: entry.shown ? entry.also : "" })]);
  return Object.fromEntries(entries.filter(([typed]) => typed).sort(([one], [other]) => (one < other ? -1 : 1)));
}

function synonymsOf(groups) {
  const found = Object.create(null);
  for (const group of groups) {
    const stems = group.filter((word) => !word.includes(" ")).map((word) => stemsOf(word)[0]);
    for (const each of stems) found[each] = [...new Set([...(found[each] ?? []), ...stems.filter((other) => other !== each)])];
  }
  return found;
}

function spread(rows, value) {
  const found = Object.create(null);
  for (const row of rows) for (const word of new Set(row.words.flatMap(stemsOf))) found[word] = value(row, found[word]);
  return found;
}

/** Words written in capitals are names of their own; a misspelled word is never taken for one. */
function acronymsIn(documents) {
  const texts = documents.flatMap((document) => [document.title, ...document.keywords]);
  const found = texts.flatMap((text) => text.split(/[\s().,:;/–]+/)).filter((word) => ACRONYM.test(word));
  return [...new Set(found.flatMap(stemsOf))].sort();
}

// ── The second file ───────────────────────────────────────────────────────────────────────────────────────────────

function fullFile(source, index) {
  return { sentences: source.documents.map((document) => document.text), cares: caresIn(source), places: source.places, index };
}

/** What to know before a book or film is used, each once; documents name them by number, from 1. */
function caresIn(source) {
  return [...new Set(source.documents.map((document) => document.care).filter(Boolean))];
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const [documents, folder] = process.argv.slice(2);
  const { first, full } = buildIndex(JSON.parse(readFileSync(documents, "utf8")));
  writeFileSync(join(folder, "index.json"), JSON.stringify(first));
  writeFileSync(join(folder, "full.json"), JSON.stringify(full));
}
