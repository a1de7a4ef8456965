/** Words with a typing error: which known words they may stand for, and in what form the reader is told. */

import { distance, mostEdits, sound, stem, words } from "./linguistics.js";
import { SURE } from "./sureness.js";

// A correction is shown in a form found in so many documents at most, with so many letters wrong.
const FORMS_SOUGHT = 40;
const MOST_WRONG = 3;

/**
 * @param {object} corpus what is searched, see engine.js.
 * @returns {{ nearTo(folded: string): [number, string][], addNear(folded: string, near: [number, string][], add: function): string|undefined,
 *   correctionsIn(slots: object[]): object[], forget(): void }}
 */
export function createCorrection(corpus) {
  const { documents, indexes, terms, everydayWords, synonyms, acronyms } = corpus;
  let byLength;

  /** The known words are others now: sort them anew when next asked. */
  function forget() {
    byLength = undefined;
  }

  /** Return [letters wrong, term] for the known words that a word may be a misspelling of, nearest first. */
  function nearTo(folded) {
    const most = mostEdits(folded);
    if (!most) return [];
    // The error may have made an ending: «barnahs» is not the genitive of «barnah».
    const near = [...new Set([stem(folded), folded])].flatMap((typed) => alike(typed, most));
    near.sort(([one, a], [other, b]) => one - other || (a < b ? -1 : 1));
    return near.filter(([edits, term], at) => edits <= near[0][0] + 0.4 && near.findIndex(([, other]) => other === term) === at).slice(0, 4);
  }

  /** Take a word for the known ones near it, or else for a compound with an error in one part. Return the nearest. */
  function addNear(folded, near, add) {
    for (const [, term] of near) {
      add(term, SURE.near);
      add(`+${term}`, SURE.near * SURE.within);
      for (const other of synonyms.get(term) ?? []) add(other, SURE.near * SURE.synonym);
    }
    return near.length ? near[0][1] : nearCompound(folded, add);
  }

  /** Return [letters wrong, term] for the terms near a word; one that sounds like it counts as nearer. */
  function alike(typed, most) {
    const heard = sound(typed);
    return termsLike(typed, most, most + 1).flatMap((term) => {
      const edits = distance(typed, term, most + 1);
      if (edits > most + 1) return [];
      const same = sound(term) === heard;
      if (edits <= most) return [[edits - (same ? 0.6 : 0), term]];
      return same && typed.length > 4 ? [[1.2, term]] : [];
    });
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
    for (const term of new Set([...terms, ...everydayWords.keys()])) {
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
    const near = [...ids].flatMap((id) => words(`${documents[id].title} ${corpus.sentences[id] ?? ""}`))
      .filter((word) => stem(word.folded) === term)
      .map((word) => [distance(word.folded, typed, MOST_WRONG), word.raw])
      .filter(([edits]) => edits <= MOST_WRONG)
      .sort(([one, a], [other, b]) => one - other || (a < b ? -1 : 1));
    return near[0]?.[1];
  }

  return { nearTo, addNear, correctionsIn, forget };
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
