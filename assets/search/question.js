/**
 * What the question asks for: each word becomes a slot of terms that may answer it, everyday words become the site's
 * own, and the whole is held against the patterns of editors.
 */

import { distance, isStopWord, milderForm, mostEdits, splitCompound, stem, words } from "./linguistics.js";
import { SURE } from "./sureness.js";

const MOST_KEPT = 60;
const MOST_STARTS = 40;
// A known part of so many letters says more than a word with two letters wrong.
const SURE_PART = 5;
// Two letters wrong, or one and a half when it sounds the same.
const FAR = 1.5;

/**
 * @param {object} corpus what is searched, see engine.js.
 * @param {{ nearTo: function, addNear: function }} correction
 * @returns {{ slotsOf(found: object[], typing: boolean): object[], everyday(found: object[]): object|null,
 *   fits(pattern: string[][][], slots: object[]): boolean, forget(): void }}
 */
export function createQuestion(corpus, correction) {
  const { indexes, terms, everydayWords, synonyms, roleWords, ageWords, watched, lexicon } = corpus;
  // Words already looked up: while one word is being typed, those before it stay as they were.
  const known = new Map();

  /** The known words are others now. */
  function forget() {
    known.clear();
  }

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
    // What is begun and not yet ended is no misspelling.
    const started = (unfinished || !known) && addStarts(word.folded, unfinished, add) && unfinished;
    slot.milder = known || everydayWords.has(whole) ? undefined : addMilder(word.folded, add);
    let own = known || unfinished ? [] : addRole(word.folded, add);
    if (!known && !slot.ages && !slot.milder && !started && !own.length) {
      const near = correction.nearTo(word.folded);
      if (!(near[0]?.[0] < FAR) && !parts.length && !unfinished) own = addKnownPart(word.folded, add);
      if (!own[0] || own[0].length < SURE_PART) slot.corrected = correction.addNear(word.folded, near, add);
    }
    // «familjhem» is «familjehem» misspelled, not «familj» beside «hem».
    slot.parts = slot.corrected ? [] : parts.length ? parts : own;
    if (!known || !terms.has(whole)) takeFrom(slot, slot.corrected ?? slot.parts.at(-1));
    for (const part of [...parts, slot.corrected, slot.milder]) addEveryday(part, add);
    if (slot.ages) addStages(slot.ages, add);
    return slot;
  }

  /** «körlärare» is a «lärare», whatever word it also looks like. */
  function addRole(folded, add) {
    for (let at = 3; at <= folded.length - 5; at += 1) {
      const head = stem(folded.slice(at));
      if (roleWords.has(head)) return [addPart(head, SURE.head, add)];
    }
    return [];
  }

  /** «onlinekurs» is a kind of «kurs» though nobody here has written «online»: the longest known end, or else beginning. */
  function addKnownPart(folded, add) {
    const isWord = (part) => terms.has(stem(part)) || everydayWords.has(stem(part));
    for (let at = 3; at <= folded.length - 4; at += 1) {
      const head = folded.slice(at);
      if (stem(head).length > 3 && isWord(head)) return [addPart(stem(head), SURE.loose, add)];
    }
    for (let at = folded.length - 3; at >= 6; at -= 1) {
      const start = folded.slice(0, at).replace(/s$/, "");
      if (isWord(start)) return [addPart(stem(start), SURE.modifier, add)];
    }
    return [];
  }

  function addPart(part, sure, add) {
    add(part, sure);
    for (const other of synonyms.get(part) ?? []) add(other, sure * SURE.synonym);
    return part;
  }

  /** A word for a role or an age is one also when it is misspelled or the head of a compound: «slöjdlärare». */
  function takeFrom(slot, other) {
    if (!other || other.length < 5) return;
    if (!slot.roles.length) slot.roles = roleWords.get(other) ?? [];
    slot.ages ??= ageWords.get(other);
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

  /** Words that begin with what has been typed so far. Tell whether there are any. */
  function addStarts(folded, unfinished, add) {
    if (folded.length < (unfinished ? 2 : 5)) return false;
    let left = MOST_STARTS;
    for (const index of indexes) {
      for (const term of index.startingWith(folded)) {
        if (!left) return true;
        if (term.includes("_") || (index !== indexes[0] && indexes[0].has(term))) continue;
        add(term, SURE.start);
        left -= 1;
      }
    }
    return left < MOST_STARTS;
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
    for (const each of watched) if (distance(each, stem(word.folded), most) <= most) found.add(each);
    return found;
  }

  return { slotsOf, everyday, fits, forget };
}
