/**
 * Search: the question is read (question.js), misspelled words are taken for known ones (correction.js), documents are
 * ranked (ranking.js), municipalities found (places.js); here editors' pins and help are laid above and hits are made.
 * The order is decided by how much of the question a document answers, not by how often it says it.
 * Runs in the browser and in Node (tests), over the files that build.js writes.
 */

import { FIRST_FIELDS, FULL_FIELDS, Postings } from "./compact.js";
import { createCorrection } from "./correction.js";
import { stem, words } from "./linguistics.js";
import { createPlaces } from "./places.js";
import { createQuestion } from "./question.js";
import { createRanking } from "./ranking.js";
import { SURE } from "./sureness.js";

const LONGEST_QUERY = 300;
const MOST_WORDS = 24;
const PINNED = 0.9;
const PIN_SHARE = 1.3;
// The box for a child who writes about itself; those below it in help.yml are written to professionals.
const CHILD_WRITES = "barn-skriver";
// Pages that go with help stand above every other score.
const HELP_PAGE = 4;
const LIFTED = 2.5;
const SECTIONS_SHOWN = 2;
const MOST_HITS = 300;
const WORTH_SHOWING = 0.35;

/**
 * Make a search from the built files.
 *
 * @param {object} first index.json: documents, editors' words and the terms of titles, keywords and summaries.
 * @returns {{ search(query: string, typing?: boolean): object, addFullText(full: object): void }}
 */
export function createSearch(first) {
  const corpus = corpusOf(first);
  const { documents, indexes, terms } = corpus;
  const owned = first.words;
  const correction = createCorrection(corpus);
  const question = createQuestion(corpus, correction);
  const ranking = createRanking(corpus, question);
  const places = createPlaces(corpus);
  const byAddress = new Map(documents.map((document, id) => [document.address, id]));
  const parentOf = documents.map((document) => (document.section ? byAddress.get(document.address.split("#")[0]) : undefined));

  /** Take in the second file: the text of the pages, the sentences that hits show, and the municipalities. */
  function addFullText(full) {
    indexes[1] = new Postings(full.index, FULL_FIELDS);
    for (const term of indexes[1].terms) if (!term.includes("_")) terms.add(term);
    corpus.sentences = full.sentences;
    corpus.cares = full.cares;
    places.take(full.places);
    correction.forget();
    question.forget();
  }

  /**
   * Search.
   *
   * @param {string} query what the reader has typed, anything at all.
   * @param {boolean} typing true while the last word may be unfinished.
   * @returns {{ help: object[], shownAs: string[], corrected: { typed: string, meant: string }[], hits: object[],
   *   found: boolean, audiences: object }} hits best first, never empty; `found` is false when they are only the ways
   *   on that always help. `shownAs` holds respectful words for slang, `corrected` what misspelled words were taken for.
   */
  function search(query, typing = false) {
    const found = words(query.slice(0, LONGEST_QUERY)).slice(0, MOST_WORDS);
    if (!found.length) return { help: [], shownAs: [], corrected: [], hits: waysOn(), found: false, audiences: first.roleLabels };
    const slots = question.slotsOf(found, typing);
    const help = forReader(owned.help.filter((group) => group.patterns.some((pattern) => question.fits(pattern, slots))));
    const scores = ranking.scoresFor(slots);
    const other = question.everyday(found);
    if (other) readAgain(other, typing, scores);
    const asked = slots.filter((slot) => !slot.optional).length;
    if (help.length) scores.forEach((score, id) => score && documents[id].roles && (scores[id] = score + 0.4));
    pin(scores, help, slots, asked);
    const roles = new Set(slots.flatMap((slot) => slot.roles));
    const hits = pages(scores).concat(places.placeHits(found, slots)).sort((one, another) => another.score - one.score || (one.address < another.address ? -1 : 1));
    return {
      help,
      shownAs: [...new Set(other?.shown ?? [])],
      corrected: correction.correctionsIn(slots),
      hits: hits.length ? worthShowing(hits).map((hit) => (hit.id === undefined ? hit : shown(hit, roles))) : waysOn(),
      found: hits.length > 0,
      audiences: first.roleLabels,
    };
  }

  /** Leave out hits that answer far less of the question than the best; what editors lifted is no measure. */
  function worthShowing(hits) {
    const best = hits.find((hit) => hit.score < LIFTED)?.score ?? 0;
    return hits.filter((hit) => hit.score > best * WORTH_SHOWING).slice(0, MOST_HITS);
  }

  function readAgain(other, typing, scores) {
    const slots = question.slotsOf(other.rewritten, false);
    ranking.scoresFor(slots).forEach((score, id) => (scores[id] = Math.max(scores[id], score * SURE.rewritten)));
    for (const [address, share] of other.glossary) {
      const id = byAddress.get(address);
      if (id !== undefined) scores[id] += 0.5 * share;
    }
  }

  /** A child gets the boxes that are written to it, never what an adult at work should do. */
  function forReader(fitting) {
    const child = fitting.findIndex((group) => group.id === CHILD_WRITES);
    return child < 0 ? fitting : fitting.slice(0, child + 1);
  }

  /** Lift what editors have pinned, and first of all the pages that go with help. */
  function pin(scores, help, slots, asked) {
    const lift = (address, by) => {
      const id = byAddress.get(address);
      if (id !== undefined) scores[id] += by;
    };
    for (const { patterns, pages: pinned, always } of owned.pins) {
      const fitting = patterns.filter((pattern) => question.fits(pattern, slots));
      if (!fitting.length) continue;
      const share = always ? 1 : Math.min(1, Math.max(...fitting.map((pattern) => pattern.flat().length)) / Math.max(1, asked)) ** PIN_SHARE;
      pinned.forEach((address, place) => lift(address, PINNED * share - place * 0.05));
    }
    const first = help.find((group) => group.id === CHILD_WRITES) ?? help[0];
    first?.pages.forEach((address, place) => {
      const id = byAddress.get(address);
      if (id !== undefined) scores[id] = HELP_PAGE - place * 0.4 + Math.min(1, scores[id]) * 0.2;
    });
  }

  /** Gather sections under their page. */
  function pages(scores) {
    const hits = new Map();
    scores.forEach((score, id) => {
      if (!score) return;
      const page = parentOf[id] ?? id;
      if (!hits.has(page)) hits.set(page, { id: page, address: documents[page].address, score: 0, sections: [] });
      const hit = hits.get(page);
      hit.score = Math.max(hit.score, score);
      if (page !== id) hit.sections.push({ id, score });
    });
    return [...hits.values()];
  }

  /** A hit as readers see it; a situation has the address of the role that was asked for. */
  function shown({ id, score, sections }, roles) {
    const document = documents[id];
    const role = document.roles?.find((each) => roles.has(each));
    return {
      address: role ? `${document.address}${role}/` : document.address,
      title: role ? `${document.title} – ${first.roleLabels[role]}` : document.title,
      group: first.groups[document.group],
      text: corpus.sentences[id] ?? "",
      care: corpus.cares[document.care - 1] ?? "",
      audiences: document.audiences ?? [],
      score,
      sections: sections.sort((one, other) => other.score - one.score).filter((section) => section.score > score * 0.6).slice(0, SECTIONS_SHOWN)
        .map((section) => ({ address: documents[section.id].address, title: documents[section.id].title, text: corpus.sentences[section.id] ?? "" })),
    };
  }

  /** What always helps when nothing was found. */
  function waysOn() {
    return first.waysOn.map(({ address, title, text }) => ({ address, title, text, group: "", sections: [], audiences: [], score: 0 }));
  }

  return { search, addFullText };
}

/**
 * What is searched, shared by the modules: `documents`, `indexes` (the second comes with the full text), all known
 * `terms`, the `sentences` and `cares` that hits show, and the words of editors.
 */
function corpusOf(first) {
  const owned = first.words;
  const indexes = [new Postings(first.index, FIRST_FIELDS)];
  const terms = new Set(indexes[0].terms);
  // Maps, so that a word such as «constructor» is only a word.
  const [everydayWords, synonyms, roleWords, ageWords] = [owned.everyday, owned.synonyms, owned.roles, owned.ages].map((rows) => new Map(Object.entries(rows)));
  const lexicon = {
    short: new Set(owned.shortParts),
    never: new Set(owned.neverSplit),
    has: (word) => terms.has(stem(word)) || everydayWords.has(stem(word)),
  };
  return {
    documents: first.documents, groups: first.groups, indexes, terms, sentences: [], cares: [], lexicon, everydayWords, synonyms, roleWords, ageWords,
    acronyms: new Set(owned.acronyms), watched: owned.watched, kinds: owned.kinds, placeWords: owned.placeWords,
    placePage: first.placePage, placeGroup: first.placeGroup, placeText: first.placeText,
  };
}
