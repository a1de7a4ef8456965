/**
 * Find and rank. The order is decided by how much of the question a document answers, not by how often it says it.
 * Runs in the browser and in Node (tests), over the files that build.js writes.
 */

import { Postings } from "./compact.js";
import { distance, isStopWord, isWeakWord, milderForm, mostEdits, sound, splitCompound, stem, words } from "./linguistics.js";

export const FIRST_FIELDS = ["title", "keywords", "text"];
export const FULL_FIELDS = ["body", "pairs"];
const FIELD_WEIGHT = { title: 1, keywords: 0.85, text: 0.6, body: 0.45 };
// How sure a way of finding a word is.
const SURE = { same: 1, rewritten: 0.95, synonym: 0.8, within: 0.75, head: 0.55, near: 0.75, start: 0.7, modifier: 0.35 };
const LONGEST_QUERY = 300;
const MOST_WORDS = 24;
const STOP_WORD_WEIGHT = 0.1;
const WEAK_WORD_WEIGHT = 0.6;
// A document that only answers a word by a part of it counts little when the word's rarity is taken.
const HALF_ANSWERS = 2;
// A word in fewer documents than this weighs no more for being rarer.
const FEW = 4;
// A page for one role, when the question names no role.
const OTHER_ROLE = 0.9;
// What the question asks for by kind («en bok om …»), and everything else then.
const WANTED_KIND = 1.35;
const OTHER_KIND = 0.85;
// For another age than the question's: how much is taken off for each year apart, and the least that is left.
const YEAR_APART = 0.15;
const OTHER_AGE = 0.6;
const TITLE_BONUS = 0.6;
const PINNED = 0.9;
const PIN_SHARE = 1.3;
// The box for a child who writes about itself; those below it in help.yml are written to professionals.
const CHILD_WRITES = "barn-skriver";
// Pages that go with help stand above every other score.
const HELP_PAGE = 4;
const LIFTED = 2.5;
const PAIR_BONUS = 0.3;
// A part inside a longer word says less than the part as a word of its own.
const WITHIN_WORD = 0.8;
const SECTIONS_SHOWN = 2;
const MOST_HITS = 300;
const REFINED = 100;
const LEAST = 0.02;
const MOST_KEPT = 60;
const MOST_STARTS = 40;
const WORTH_SHOWING = 0.35;
// A correction is shown in a form found in so many documents at most, with so many letters wrong.
const FORMS_SOUGHT = 40;
const MOST_WRONG = 3;

/**
 * Make a search from the built files.
 *
 * @param {object} first index.json: documents, editors' words and the terms of titles, keywords and summaries.
 * @returns {{ search(query: string, typing?: boolean): object, addFullText(full: object): void }}
 */
export function createSearch(first) {
  const { documents, words: owned } = first;
  // Maps, so that a word such as «constructor» is only a word.
  const [everydayWords, synonyms, roleWords, ageWords] = [owned.everyday, owned.synonyms, owned.roles, owned.ages].map((rows) => new Map(Object.entries(rows)));
  const count = documents.length;
  const indexes = [new Postings(first.index, FIRST_FIELDS)];
  const terms = new Set(indexes[0].terms);
  let places = new Map();
  let sentences = [];
  const titles = [];
  let byLength;
  // Words already looked up: while one word is being typed, those before it stay as they were.
  const known = new Map();
  const lexicon = {
    short: new Set(owned.shortParts),
    never: new Set(owned.neverSplit),
    has: (word) => terms.has(stem(word)) || everydayWords.has(stem(word)),
  };
  const byAddress = new Map(documents.map((document, id) => [document.address, id]));
  const parentOf = documents.map((document) => (document.section ? byAddress.get(document.address.split("#")[0]) : undefined));

  /** Take in the second file: the text of the pages, the sentences that hits show, and the municipalities. */
  function addFullText(full) {
    indexes[1] = new Postings(full.index, FULL_FIELDS);
    for (const term of indexes[1].terms) if (!term.includes("_")) terms.add(term);
    byLength = undefined;
    known.clear();
    sentences = full.sentences;
    places = placeNames(full.places);
  }

  // ── The question ──────────────────────────────────────────────────────────────────────────────────────────────

  /** Return a slot for every word: which terms may answer it, how surely, and what it weighs. */
  function slotsOf(found, typing) {
    const slots = found.map((word, at) => lookedUp(word, typing && at === found.length - 1));
    joinNeighbours(found, slots);
    return slots.every((slot) => slot.optional) ? slots.map((slot) => changed(slot)) : slots;
  }

  function lookedUp(word, unfinished) {
    const key = `${unfinished ? "~" : ""}${word.raw} ${word.ages ?? ""}`;
    if (!known.has(key)) {
      if (known.size >= MOST_KEPT) known.clear();
      known.set(key, slotOf(word, unfinished));
    }
    return known.get(key);
  }

  /** A slot that must be answered, on its own: the one it comes from may be used again. */
  function changed(slot) {
    return { ...slot, optional: false, terms: new Map(slot.terms), answers: undefined };
  }

  function slotOf(word, unfinished) {
    const slot = { word, terms: new Map(), optional: isStopWord(word), roles: [], ages: word.ages };
    const add = (term, sure) => slot.terms.set(term, Math.max(sure, slot.terms.get(term) ?? 0));
    const whole = stem(word.folded);
    slot.roles = roleWords.get(whole) ?? [];
    slot.ages ??= ageWords.get(whole);
    add(whole, SURE.same);
    if (slot.optional) return slot;
    add(`+${whole}`, SURE.within);
    for (const other of synonyms.get(whole) ?? []) add(other, SURE.synonym);
    const parts = splitCompound(word.folded, lexicon).map(stem);
    parts.forEach((part, at) => {
      const sure = at === parts.length - 1 ? SURE.head : SURE.modifier;
      add(part, sure);
      add(`+${part}`, sure * 0.8);
      for (const other of synonyms.get(part) ?? []) add(other, sure * SURE.synonym);
    });
    const known = terms.has(whole) || terms.has(`+${whole}`);
    if (unfinished || !known) addStarts(word.folded, unfinished, add);
    slot.milder = known || everydayWords.has(whole) ? undefined : addMilder(word.folded, add);
    if (!known && !slot.ages && !slot.milder) slot.corrected = addNear(word.folded, add);
    // «familjhem» is «familjehem» misspelled, not «familj» beside «hem».
    slot.parts = slot.corrected ? [] : parts;
    for (const part of [...parts, slot.corrected, slot.milder]) addEveryday(part, add);
    if (slot.ages) addStages(slot.ages, add);
    return slot;
  }

  /** «skitfull» is «full» said with force. Return the milder word when it is a known one. */
  function addMilder(folded, add) {
    const milder = milderForm(folded);
    const whole = milder && stem(milder);
    if (!whole || !(terms.has(whole) || everydayWords.has(whole))) return undefined;
    add(whole, SURE.near);
    add(`+${whole}`, SURE.near * SURE.within);
    for (const other of synonyms.get(whole) ?? []) add(other, SURE.near * SURE.synonym);
    return whole;
  }

  /** Everyday words inside a compound or behind a typing error: «nätcasino» also means spel om pengar. */
  function addEveryday(part, add) {
    const entry = everydayWords.get(part);
    if (entry) for (const meant of stemsIn(entry.means)) add(meant, SURE.head);
  }

  function stemsIn(text) {
    return words(text).filter((word) => !isStopWord(word)).map((word) => stem(word.folded));
  }

  /** «fjortonåring» is also a «tonåring». */
  function addStages([from, to], add) {
    for (const [term, [youngest, oldest]] of ageWords) if (youngest <= from && to <= oldest) add(term, SURE.near);
  }

  /** Words that begin with what has been typed so far. */
  function addStarts(folded, unfinished, add) {
    if (folded.length < (unfinished ? 2 : 5)) return;
    let left = MOST_STARTS;
    for (const index of indexes) {
      for (const term of index.startingWith(folded)) {
        if (!left) return;
        if (term.includes("_") || (index !== indexes[0] && indexes[0].has(term))) continue;
        add(term, SURE.start);
        left -= 1;
      }
    }
  }

  /** Known words that differ by a typing error. Return the closest. */
  function addNear(folded, add) {
    const most = mostEdits(folded);
    if (!most) return undefined;
    const whole = stem(folded);
    const heard = sound(whole);
    let near = [];
    for (const term of termsLike(whole, most, most + 1)) {
      const edits = distance(whole, term, most + 1);
      if (edits > most + 1) continue;
      const alike = sound(term) === heard;
      if (edits <= most) near.push([edits - (alike ? 0.6 : 0), term]);
      else if (alike && whole.length > 4) near.push([1.2, term]);
    }
    near.sort(([one, a], [other, b]) => one - other || (a < b ? -1 : 1));
    near = near.filter(([edits]) => edits <= near[0][0] + 0.4).slice(0, 4);
    for (const [, term] of near) {
      add(term, SURE.near);
      add(`+${term}`, SURE.near * SURE.within);
      for (const other of synonyms.get(term) ?? []) add(other, SURE.near * SURE.synonym);
    }
    return near.length ? near[0][1] : nearCompound(folded, add);
  }

  /**
   * Terms that a word may be a misspelling of: `most` letters longer or shorter, and with letters of which so many
   * `edits` can account for. Names in capitals are not among them.
   */
  function termsLike(word, most, edits) {
    if (!byLength) sortByLength();
    const own = lettersIn(word);
    const found = [];
    for (let length = word.length - most; length <= word.length + most; length += 1) {
      for (const { term, letters } of byLength.get(length) ?? []) if (bits(own ^ letters) <= 2 * edits) found.push(term);
    }
    return found;
  }

  function sortByLength() {
    byLength = new Map();
    const acronyms = new Set(owned.acronyms);
    for (const term of terms) {
      if (term.length < 4 || /[^a-z]/.test(term) || acronyms.has(term)) continue;
      if (!byLength.has(term.length)) byLength.set(term.length, []);
      byLength.get(term.length).push({ term, letters: lettersIn(term) });
    }
  }

  /** «familjebehandlnig»: the first part is right and the rest nearly so, or the other way round. */
  function nearCompound(folded, add) {
    if (folded.length < 9) return undefined;
    for (let at = folded.length - 4; at >= 4; at -= 1) {
      const start = stem(folded.slice(0, at).replace(/s$/, ""));
      const end = stem(folded.slice(at));
      const startKnown = terms.has(start) && start.length > 3;
      const endKnown = terms.has(end) && end.length > 3;
      if (!startKnown && !endKnown) continue;
      const wrong = startKnown ? end : start;
      if (startKnown && endKnown || wrong.length < 5) continue;
      for (const term of termsLike(wrong, 1, 1)) {
        if (term.length > 4 && distance(wrong, term, 1) <= 1) {
          add(term, SURE.head);
          add(startKnown ? start : end, SURE.head);
          return term;
        }
      }
    }
    return undefined;
  }

  /** «oros anmälan» may be one word torn apart: both halves then also mean the whole. */
  function joinNeighbours(found, slots) {
    for (let at = 0; at + 1 < found.length; at += 1) {
      const one = found[at].folded;
      const other = found[at + 1].folded;
      for (const whole of [one + other, `${one}s${other}`]) {
        const joined = stem(whole);
        if (joined.length < one.length + 3 || !(terms.has(joined) || terms.has(`+${joined}`))) continue;
        for (const each of [at, at + 1]) {
          slots[each] = changed(slots[each]);
          slots[each].terms.set(joined, SURE.same);
          slots[each].terms.set(`+${joined}`, SURE.within);
        }
        break;
      }
    }
  }

  // ── Finding ───────────────────────────────────────────────────────────────────────────────────────────────────

  /** For every document, how well it answers one word: 0–1. Kept with the word. */
  function answersTo(slot) {
    slot.answers ??= answer(slot);
    return slot.answers;
  }

  function answer(slot) {
    const best = new Float64Array(count);
    for (const [term, sure] of slot.terms) {
      each(term, (id, weight) => {
        if (sure * weight > best[id] && !(slot.optional && weight < 1)) best[id] = sure * weight;
      });
    }
    if (slot.parts?.length > 1) answerInParts(slot.parts, best);
    if (slot.roles.length) answerRoles(slot.roles, best);
    if (slot.ages) answerAges(slot.ages, best);
    return best;
  }

  /** Call `work` with each document that holds a term, and the weight of the best field it stands in. */
  function each(term, work) {
    if (!terms.has(term)) return;
    for (const index of indexes) for (const [field, ids] of index.find(term)) for (const id of ids) work(id, FIELD_WEIGHT[field]);
  }

  /** A document that holds every part of a compound, side by side or not. */
  function answerInParts(parts, best) {
    const sums = new Float64Array(count);
    const held = new Uint8Array(count);
    parts.forEach((part, place) => {
      const own = new Float64Array(count);
      each(`+${part}`, (id, weight) => (own[id] = Math.max(own[id], weight * WITHIN_WORD)));
      const whole = new Float64Array(count);
      each(part, (id, weight) => (whole[id] = Math.max(whole[id], weight)));
      for (let id = 0; id < count; id += 1) {
        const weight = whole[id] || own[id];
        if (!weight || held[id] !== place) continue;
        held[id] += 1;
        sums[id] += weight;
      }
    });
    for (let id = 0; id < count; id += 1) if (held[id] === parts.length) best[id] = Math.max(best[id], WITHIN_WORD * sums[id] / parts.length);
  }

  function answerRoles(roles, best) {
    documents.forEach((document, id) => {
      if (roles.includes(document.role)) best[id] = Math.max(best[id], 1);
      else if (roles.some((role) => document.roles?.includes(role))) best[id] = Math.max(best[id], 0.8);
      else if (roles.some((role) => document.audiences?.includes(role))) best[id] = Math.max(best[id], 0.5);
    });
  }

  function answerAges([youngest, oldest], best) {
    documents.forEach(({ ages }, id) => {
      if (!ages || oldest < ages[0] || youngest > ages[1]) return;
      const span = ages[1] - ages[0];
      best[id] = Math.max(best[id], span <= 6 ? 0.9 : span <= 12 ? 0.75 : 0.4);
    });
  }

  /** Score every document for one reading of the question; 0 for those that do not answer it. */
  function rank(slots) {
    const weights = slots.map((slot) => {
      slot.holders ??= answersTo(slot).reduce((sum, one) => sum + one ** HALF_ANSWERS, 0);
      return Math.log(1 + count / (FEW + slot.holders)) * (slot.optional ? STOP_WORD_WEIGHT : isWeakWord(slot.word) ? WEAK_WORD_WEIGHT : 1);
    });
    const total = weights.reduce((sum, weight) => sum + weight, 0) || 1;
    const scores = new Float64Array(count);
    slots.forEach((slot, at) => {
      const own = answersTo(slot);
      for (let id = 0; id < count; id += 1) scores[id] += own[id] * weights[at];
    });
    return scores.map((score) => (score / total > LEAST ? score / total : 0));
  }

  /** Weigh in what a document is, and for the best what its title tells: how much of it the question names. */
  function refine(scores, slots) {
    const pairs = pairsIn(slots);
    const wanted = owned.kinds.filter((kind) => kind.patterns.some((pattern) => fits(pattern, slots))).map((kind) => kind.group);
    const raw = new Set(slots.map((slot) => slot.word.raw));
    const fitness = fitnessFor(slots, wanted);
    const refined = scores.map((score, id) => score && score * documents[id].prior * fitness(documents[id]));
    for (const id of bestOf(scores)) {
      const { named, covered, exact } = titleFit(id, slots, raw);
      const bonus = TITLE_BONUS * named * covered + PAIR_BONUS * (pairs.get(id) ?? 0);
      refined[id] = (scores[id] + scores[id] * bonus + exact) * documents[id].prior * fitness(documents[id]);
    }
    return refined;
  }

  /** The documents with the highest scores, so many as are worth a closer look. */
  function bestOf(scores) {
    const least = scores.slice().sort()[Math.max(0, count - REFINED)];
    const above = [];
    const level = [];
    scores.forEach((score, id) => {
      if (score > least) above.push(id);
      else if (score && score === least) level.push(id);
    });
    level.sort((one, other) => documents[other].prior - documents[one].prior || one - other);
    return [...above, ...level.slice(0, REFINED - above.length)];
  }

  /** How much of a title the question names, how much of the question the title covers, and whether to the letter. */
  function titleFit(id, slots, raw) {
    titles[id] ??= words(documents[id].title).filter((word) => !isStopWord(word))
      .map((word) => ({ raw: word.raw, term: stem(word.folded), folded: word.folded }));
    const asked = slots.filter((slot) => !slot.optional);
    const best = asked.map((slot) => Math.max(0, ...titles[id].map((word) => namedBy(slot, word))));
    const names = titles[id].map((word) => Math.max(0, ...asked.map((slot) => namedBy(slot, word))));
    const mean = (numbers) => (numbers.length ? numbers.reduce((sum, each) => sum + each, 0) / numbers.length : 0);
    return { named: mean(names), covered: mean(best), exact: titles[id].some((word) => raw.has(word.raw)) ? 0.02 : 0 };
  }

  function namedBy(slot, word) {
    const whole = slot.terms.get(word.term);
    if (whole !== undefined || word.folded.length < 8) return whole ?? 0;
    word.parts ??= splitCompound(word.folded, lexicon).map(stem);
    return Math.max(0, ...word.parts.map((part) => (slot.terms.get(part) ?? 0) * 0.7));
  }

  /** Which share of the question's pairs of neighbouring words a document also has side by side. */
  function pairsIn(slots) {
    const found = new Map();
    if (!indexes[1]) return found;
    const asked = slots.filter((slot) => !slot.optional);
    const pairs = asked.slice(1).map((slot, at) => `${stem(asked[at].word.folded)}_${stem(slot.word.folded)}`);
    for (const pair of pairs) {
      for (const [, ids] of indexes[1].find(pair)) for (const id of ids) found.set(id, (found.get(id) ?? 0) + 1 / pairs.length);
    }
    return found;
  }

  /** Return what tells how well a document fits what kind of thing, which role and which age the question names. */
  function fitnessFor(slots, wanted) {
    const roles = slots.flatMap((slot) => slot.roles);
    const asked = slots.filter((slot) => slot.ages).map((slot) => slot.ages);
    return (document) => {
      const group = first.groups[document.group];
      let fit = wanted.length ? (wanted.includes(group) ? WANTED_KIND : OTHER_KIND) : 1;
      if (document.role) fit *= !roles.length ? OTHER_ROLE : roles.includes(document.role) ? 1.3 : 0.6;
      if (asked.length && document.ages) fit *= Math.max(OTHER_AGE, 1 - YEAR_APART * Math.min(...asked.map((ages) => yearsApart(ages, document.ages))));
      else if (asked.length && wanted.includes(group) && !document.ages) fit *= 0.8;
      return fit;
    };
  }

  // ── Readings of the question ──────────────────────────────────────────────────────────────────────────────────

  /** Replace everyday words by the site's own: longest first. Return null when there is nothing to replace. */
  function everyday(found) {
    const stems = found.map((word) => stem(word.folded));
    const rewritten = [];
    const shown = [];
    const glossary = [];
    let at = 0;
    while (at < found.length) {
      let entry;
      let length = Math.min(6, found.length - at);
      for (; length > 0 && !entry; length -= 1) entry = everydayWords.get(stems.slice(at, at + length).join(" "));
      if (entry) {
        rewritten.push(...words(entry.means));
        if (entry.shown) shown.push(entry.shown);
        if (entry.term) glossary.push([entry.term, (length + 1) / found.length]);
        at += length + 1;
      } else {
        rewritten.push(found[at]);
        at += 1;
      }
    }
    return glossary.length || shown.length || rewritten.length !== found.length ? { rewritten, shown, glossary } : null;
  }

  /**
   * Tell whether a question fits an editors' pattern: a list of parts, all of which must be there in any order. A part
   * is one or more words side by side, and each word a list of alternatives; «[ålder]» is any age. A part that begins with «!» must not be there.
   */
  function fits(pattern, slots) {
    const stands = (part) => slots.some((_, at) => part.every((choices, step) => choices.some((choice) => means(slots[at + step], choice))));
    return pattern.every((part) => (part[0][0] === "!" ? !stands(part.slice(1)) : stands(part)));
  }

  function means(slot, choice) {
    if (!slot) return false;
    if (choice === "[alder]") return Boolean(slot.ages);
    slot.meanings ??= meaningsOf(slot);
    return slot.meanings.has(choice);
  }

  /** The word's own stem, the parts of a compound, what a word of slang means, and the known word that a misspelled one stands for. */
  function meaningsOf({ word, parts, corrected, milder }) {
    const found = new Set([stem(word.folded), word.raw, `=${word.raw}`, ...(parts ?? [])]);
    for (const each of [corrected, milder]) if (each) found.add(each);
    for (const entry of [...found].map((each) => everydayWords.get(each))) {
      if (entry?.shown) for (const meant of stemsIn(`${entry.means} ${entry.also ?? ""}`)) found.add(meant);
    }
    const most = mostEdits(word.folded);
    if (!most || terms.has(stem(word.folded))) return found;
    for (const watched of owned.watched) if (distance(watched, stem(word.folded), most) <= most) found.add(watched);
    return found;
  }

  // ── Places ────────────────────────────────────────────────────────────────────────────────────────────────────

  function placeNames(rows) {
    const names = new Map();
    for (const [slug, name, others] of rows) {
      for (const each of [name, slug.replaceAll("-", " "), ...others]) {
        const key = words(each).map((word) => word.folded).join(" ");
        if (!names.has(key)) names.set(key, []);
        if (!names.get(key).some((place) => place.slug === slug)) names.get(key).push({ slug, name });
      }
    }
    return names;
  }

  /** Find municipalities by exact name (letters without marks are enough, errors are not). */
  function placesIn(found) {
    const hits = [];
    for (let at = 0; at < found.length; at += 1) {
      for (let length = 3; length > 0; length -= 1) {
        const asked = found.slice(at, at + length);
        const key = asked.map((word) => word.folded).join(" ");
        const known = places.get(key) ?? places.get(key.replace(/s$/, ""));
        if (!known || asked.length < length || !certainPlace(found, at, length)) continue;
        known.forEach((place) => hits.push({ ...place, at, length }));
        break;
      }
    }
    return hits;
  }

  /** «Vara», «Bro» and «Handen» are also ordinary words: they need «kommun», «i» or another word of the kind. */
  function certainPlace(found, at, length) {
    if (length > 1 || found.length === 1) return true;
    const whole = stem(found[at].folded);
    if (found[at - 1]?.folded === "i" || found[at + 1]?.folded.startsWith("kommun")) return true;
    if (isStopWord(found[at])) return false;
    if (!terms.has(whole)) return true;
    const beside = new Set(found.filter((_, other) => other !== at).map((word) => stem(word.folded)));
    return owned.placeWords.some((word) => beside.has(word));
  }

  function placeHits(found, slots) {
    return placesIn(found).map(({ slug, name, at, length }) => {
      const rest = slots.filter((slot, other) => !slot.optional && (other < at || other >= at + length));
      const covered = rest.filter((slot) => [...slot.terms].some(([term, sure]) => sure > 0.5 && owned.placeWords.includes(term))).length;
      return {
        address: `${first.placePage}#kommun-${slug}`,
        title: `${name}: socialtjänst och socialjour`,
        group: first.placeGroup,
        text: first.placeText,
        score: rest.length ? 0.35 + 1.15 * covered / rest.length : 1.5,
        sections: [],
      };
    });
  }

  // ── Answer ────────────────────────────────────────────────────────────────────────────────────────────────────

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
    const slots = slotsOf(found, typing);
    const help = forReader(owned.help.filter((group) => group.patterns.some((pattern) => fits(pattern, slots))));
    const scores = refine(rank(slots), slots);
    const other = everyday(found);
    if (other) readAgain(other, typing, scores);
    const asked = slots.filter((slot) => !slot.optional).length;
    if (help.length) scores.forEach((score, id) => score && documents[id].roles && (scores[id] = score + 0.4));
    pin(scores, help, slots, asked);
    const roles = new Set(slots.flatMap((slot) => slot.roles));
    const hits = pages(scores).concat(placeHits(found, slots)).sort((one, another) => another.score - one.score || (one.address < another.address ? -1 : 1));
    return {
      help,
      shownAs: [...new Set(other?.shown ?? [])],
      corrected: correctionsIn(slots),
      hits: hits.length ? worthShowing(hits).map((hit) => (hit.id === undefined ? hit : shown(hit, roles))) : waysOn(),
      found: hits.length > 0,
      audiences: first.roleLabels,
    };
  }

  /** What misspelled words were taken for, in a form that stands on the site. */
  function correctionsIn(slots) {
    return slots.filter((slot) => slot.corrected).flatMap((slot) => {
      slot.meant ??= formOf(slot.corrected, slot.word.folded) ?? "";
      return slot.meant ? [{ typed: slot.word.raw, meant: slot.meant }] : [];
    });
  }

  /** The form of a stem nearest to what was typed, among titles and summaries that hold it. */
  function formOf(term, typed) {
    const ids = new Set(indexes[0].find(term).flatMap(([field, own]) => (field === "keywords" ? [] : own)).slice(0, FORMS_SOUGHT));
    const near = [...ids].flatMap((id) => words(`${documents[id].title} ${sentences[id] ?? ""}`))
      .filter((word) => stem(word.folded) === term)
      .map((word) => [distance(word.folded, typed, MOST_WRONG), word.raw])
      .filter(([edits]) => edits <= MOST_WRONG)
      .sort(([one, a], [other, b]) => one - other || (a < b ? -1 : 1));
    return near[0]?.[1];
  }

  /** Leave out hits that answer far less of the question than the best; what editors lifted is no measure. */
  function worthShowing(hits) {
    const best = hits.find((hit) => hit.score < LIFTED)?.score ?? 0;
    return hits.filter((hit) => hit.score > best * WORTH_SHOWING).slice(0, MOST_HITS);
  }

  function readAgain(other, typing, scores) {
    const slots = slotsOf(other.rewritten, false);
    refine(rank(slots), slots).forEach((score, id) => (scores[id] = Math.max(scores[id], score * SURE.rewritten)));
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
      const fitting = patterns.filter((pattern) => fits(pattern, slots));
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
      text: sentences[id] ?? "",
      care: document.care ? first.cares[document.care - 1] : "",
      audiences: document.audiences ?? [],
      score,
      sections: sections.sort((one, other) => other.score - one.score).filter((section) => section.score > score * 0.6).slice(0, SECTIONS_SHOWN)
        .map((section) => ({ address: documents[section.id].address, title: documents[section.id].title, text: sentences[section.id] ?? "" })),
    };
  }

  /** What always helps when nothing was found. */
  function waysOn() {
    return first.waysOn.map(({ address, title, text }) => ({ address, title, text, group: "", sections: [], audiences: [], score: 0 }));
  }

  return { search, addFullText };
}

/** How many years there are between two spans of ages; 0 when they meet. */
function yearsApart([from, to], [youngest, oldest]) {
  return Math.max(0, youngest - to, from - oldest);
}

/** The letters a–z of a word as bits: one wrong letter changes two of them at most. */
function lettersIn(word) {
  let letters = 0;
  for (let at = 0; at < word.length; at += 1) letters |= 1 << (word.charCodeAt(at) - 97);
  return letters;
}

function bits(number) {
  let left = number;
  let found = 0;
  for (; left; left &= left - 1) found += 1;
  return found;
}
