/** Municipalities in the question: «soc i Haninge». */

import { fold, isStopWord, stem, words } from "./linguistics.js";

/**
 * @param {object} corpus what is searched, see engine.js.
 * @returns {{ placeHits(found: object[], slots: object[]): object[], take(rows: object[]): void }} `take` brings the
 *   names: [slug, name, other names] for each municipality.
 */
export function createPlaces(corpus) {
  const { terms, everydayWords, placeWords, placePage, placeGroup, placeText } = corpus;
  let places = new Map();

  function take(rows) {
    places = placeNames(rows);
  }

  function placeNames(rows) {
    const names = new Map();
    for (const [slug, name, others] of rows) {
      for (const each of [name, slug.replaceAll("-", " "), ...others]) {
        const key = words(each).map((word) => word.folded).join(" ");
        if (!names.has(key)) names.set(key, []);
        if (!names.get(key).some((place) => place.slug === slug)) names.get(key).push({ slug, name, spelled: each.toLowerCase() });
      }
    }
    return names;
  }

  /** Find municipalities by exact name (letters without marks are enough, errors are not: «våras» is not «Vara»). */
  function placesIn(found) {
    const hits = [];
    for (let at = 0; at < found.length; at += 1) {
      for (let length = 3; length > 0; length -= 1) {
        const asked = found.slice(at, at + length);
        const key = asked.map((word) => word.folded).join(" ");
        const named = places.get(key) ?? places.get(key.replace(/s$/, ""));
        const known = named ? named.filter((place) => isSpelled(place, asked)) : places.get(cityOf(asked)) ?? [];
        if (!known.length || asked.length < length || !certainPlace(found, at, length)) continue;
        known.forEach((place) => hits.push({ ...place, at, length }));
        break;
      }
    }
    return hits;
  }

  function isSpelled({ spelled }, asked) {
    const typed = asked.map((word) => word.raw).join(" ");
    return typed === fold(typed) || typed.replace(/s$/, "") === spelled.replace(/s$/, "");
  }

  /** A district is an everyday word for its city: «Hisingen» is in Göteborg. */
  function cityOf(asked) {
    return fold(everydayWords.get(asked.map((word) => stem(word.folded)).join(" "))?.means ?? "");
  }

  /** «Vara», «Bro» and «Handen» are also ordinary words: they need «kommun», «i» or another word of the kind. */
  function certainPlace(found, at, length) {
    if (length > 1 || found.length === 1) return true;
    const whole = stem(found[at].folded);
    if (found[at - 1]?.folded === "i" || found[at + 1]?.folded.startsWith("kommun")) return true;
    if (isStopWord(found[at])) return false;
    if (!terms.has(whole)) return true;
    const beside = new Set(found.filter((_, other) => other !== at).map((word) => stem(word.folded)));
    return placeWords.some((word) => beside.has(word));
  }

  function placeHits(found, slots) {
    return placesIn(found).map(({ slug, name, at, length }) => {
      const rest = slots.filter((slot, other) => !slot.optional && (other < at || other >= at + length));
      const covered = rest.filter((slot) => [...slot.terms].some(([term, sure]) => sure > 0.5 && placeWords.includes(term))).length;
      return {
        address: `${placePage}#kommun-${slug}`,
        title: `${name}: socialtjänst och socialjour`,
        group: placeGroup,
        text: placeText,
        score: rest.length ? 0.35 + 1.15 * covered / rest.length : 1.5,
        sections: [],
      };
    });
  }

  return { placeHits, take };
}
