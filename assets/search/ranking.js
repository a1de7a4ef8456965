/** How well each document answers the question. */

import { isStopWord, isWeakWord, splitCompound, stem, words } from "./linguistics.js";

const FIELD_WEIGHT = { title: 1, keywords: 0.85, text: 0.6, body: 0.45 };
const STOP_WORD_WEIGHT = 0.1;
const WEAK_WORD_WEIGHT = 0.6;
// A document that only answers a word by a part of it counts little when the word's rarity is taken.
const HALF_ANSWERS = 2;
// A word in fewer documents than this weighs no more for being rarer.
const FEW = 4;
// A page for one role, when the question names no role.
const OTHER_ROLE = 0.9;
// What the question asks for by kind («en bok om …»), and everything else then.
const WANTED_KIND = 1.5;
const OTHER_KIND = 0.85;
// Of the kind asked for, and for the role named.
const FOR_THE_ROLE = 1.2;
// For another age than the question's: how much is taken off for each year apart, and the least that is left.
const YEAR_APART = 0.15;
const OTHER_AGE = 0.6;
const TITLE_BONUS = 0.6;
const PAIR_BONUS = 0.45;
// A part inside a longer word says less than the part as a word of its own.
const WITHIN_WORD = 0.8;
const REFINED = 100;
const LEAST = 0.02;

/**
 * @param {object} corpus what is searched, see engine.js.
 * @param {{ fits(pattern: string[][][], slots: object[]): boolean }} question
 * @returns {{ scoresFor(slots: object[]): Float64Array }} one score for each document, 0 for those that do not answer.
 */
export function createRanking(corpus, question) {
  const { documents, groups, indexes, terms, kinds, lexicon } = corpus;
  const count = documents.length;
  const titles = [];

  function scoresFor(slots) {
    return refine(rank(slots), slots);
  }

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
    const wanted = kinds.filter((kind) => kind.patterns.some((pattern) => question.fits(pattern, slots))).map((kind) => kind.group);
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
      const group = groups[document.group];
      let fit = wanted.length ? (wanted.includes(group) ? WANTED_KIND : OTHER_KIND) : 1;
      if (document.role) fit *= !roles.length ? OTHER_ROLE : roles.includes(document.role) ? 1.3 : 0.6;
      if (wanted.includes(group) && document.audiences?.some((role) => roles.includes(role))) fit *= FOR_THE_ROLE;
      if (asked.length && document.ages) fit *= Math.max(OTHER_AGE, 1 - YEAR_APART * Math.min(...asked.map((ages) => yearsApart(ages, document.ages))));
      else if (asked.length && wanted.includes(group) && !document.ages) fit *= 0.8;
      return fit;
    };
  }

  return { scoresFor };
}

/** How many years there are between two spans of ages; 0 when they meet. */
function yearsApart([from, to], [youngest, oldest]) {
  return Math.max(0, youngest - to, from - oldest);
}
