/** Index and ranking over a handful of documents: node --test tests/search/engine.test.mjs */

import assert from "node:assert/strict";
import test from "node:test";
import { buildIndex } from "../../assets/search/build.js";
import { createSearch } from "../../assets/search/engine.js";

const document = (address, title, more = {}) => ({
  address, title, group: "Guider", prior: 1, section: false, text: "", care: "", keywords: [], body: "", audiences: [], ages: null, role: null, roles: [], ...more,
});

const SOURCE = {
  documents: [
    document("barn/", "För dig som är barn"),
    document("books/a/", "En bok för små barn", { group: "Böcker", ages: [3, 6], keywords: ["bok"] }),
    document("books/b/", "En bok för unga", { group: "Böcker", ages: [13, 16], keywords: ["bok"] }),
    document("guides/orosanmalan/", "Orosanmälan", { keywords: ["anmäla"] }),
    document("guides/orosanmalan/#anonym", "Kan jag vara anonym?", { section: true, text: "Inte i tjänsten." }),
    document("guides/tandvard/", "Tandvård: barnet uteblir", { role: "tandvard" }),
    document("lagen/sol-19-1/", "Anmäl genast", { keywords: ["19 kap. 1 §", "14 kap. 1 § i 2001:453"] }),
    document("nu/skador/", "Skador i munnen", { roles: ["skola", "tandvard"], body: "Blåmärken efter misshandel." }),
    document("ord/#missbruk", "missbruk", { group: "Ord" }),
  ],
  words: {
    everyday: [{ typed: "knarkare", means: "person med missbruk", shown: "person med skadligt bruk", term: "ord/#missbruk" }, { typed: "krökar", means: "dricker", shown: "dricker" }, { typed: "teg", means: "Umeå" }],
    synonyms: [["misshandel", "våld"]],
    pins: [{ when: ["tipsa"], pages: ["guides/orosanmalan/"], always: false }],
    help: [{ id: "barn", heading: "Har du det svårt?", text: "Ring.", phone: [{ title: "Bris", number: "116 111", checked: "i dag" }], links: [{ address: "barn/", title: "Barn" }], when: ["min+mamma/pappa dricker/slår", "jag+är+[ålder]", "=pappa super !elev"] }],
    roles: [{ role: "tandvard", words: ["tandläkare"] }],
    ages: [{ words: ["tonåring"], ages: [13, 19] }],
    kinds: [{ group: "Böcker", when: ["bok"] }],
    place_words: ["socialtjänst"], short_parts: ["oro"], also_parts: [], never_split: [],
  },
  places: [["umea", "Umeå", ["Umeå kommun"]], ["vara", "Vara", ["Vara kommun"]]],
  place_page: "kommuner/", place_text: "Ring växeln.",
  ways_on: [{ address: "a-o/", title: "A–Ö", text: "" }],
  role_labels: { tandvard: "Tandvård", skola: "Skola" },
};

function built() {
  const { first, full } = buildIndex(SOURCE);
  const search = createSearch(JSON.parse(JSON.stringify(first)));
  search.addFullText(JSON.parse(JSON.stringify(full)));
  return search;
}

const search = built();
const first = (query) => search.search(query).hits[0].address;

test("the index has the same bytes every time", () => assert.equal(JSON.stringify(buildIndex(SOURCE)), JSON.stringify(buildIndex(SOURCE))));
test("inflected, folded, split, misspelled: all meet the word", () => {
  for (const query of ["orosanmälan", "orosanmälningar", "orosanmalan", "oros anmälan", "orosanmelan"]) assert.equal(first(query), "guides/orosanmalan/", query);
});
test("a section is shown under its page", () => {
  const hit = search.search("anonym").hits[0];
  assert.equal(hit.address, "guides/orosanmalan/");
  assert.equal(hit.sections[0].address, "guides/orosanmalan/#anonym");
  assert.equal(hit.sections[0].text, "Inte i tjänsten.");
});
test("older numbers of a paragraph lead to the one in force", () => assert.equal(first("14 kap 1 §"), "lagen/sol-19-1/"));
test("synonyms and body text are found", () => assert.equal(first("våld"), "nu/skador/"));
test("a role gives the situation's page for the role", () => assert.equal(first("tandläkare skador i munnen"), "nu/skador/tandvard/"));
test("ages choose among books", () => {
  assert.equal(first("bok 4 år"), "books/a/");
  assert.equal(first("bok tonåring"), "books/b/");
  assert.equal(first("bok fjortonåring"), "books/b/");
});
test("slang is answered with the respectful word", () => {
  const answer = search.search("knarkare");
  assert.deepEqual(answer.shownAs, ["person med skadligt bruk"]);
  assert.equal(answer.hits[0].address, "ord/#missbruk");
});
test("what a misspelled word was taken for is told", () => {
  assert.deepEqual(search.search("orosanmelan").corrected, [{ typed: "orosanmelan", meant: "orosanmälan" }]);
  for (const query of ["orosanmälan", "orosanmalan", "xyzzyx"]) assert.deepEqual(search.search(query).corrected, [], query);
});
test("slang is what it means in editors' patterns too", () => assert.equal(search.search("min pappa krökar").help.length, 1));
test("editors' pins come first", () => assert.equal(first("tipsa"), "guides/orosanmalan/"));
test("a pattern may ask for the very form of a word, and for a word not to be there", () => {
  const search = built();
  assert.equal(search.search("pappa super").help.length, 1);
  for (const query of ["pappan super", "eleven säger att pappa super"]) assert.equal(search.search(query).help.length, 0, query);
});

test("a child who writes gets help, an adult who writes about a child does not", () => {
  for (const query of ["min mamma dricker", "min pappa slår", "jag är 11 år"]) {
    const answer = search.search(query);
    assert.equal(answer.help[0]?.id, "barn", query);
    assert.equal(answer.hits[0].address, "barn/", query);
  }
  for (const query of ["elevens mamma dricker", "hur många månader", "jag är lärare"]) assert.equal(search.search(query).help.length, 0, query);
});
test("a municipality is found by name, and an ordinary word is not taken for one", () => {
  assert.equal(first("umea"), "kommuner/#kommun-umea");
  assert.equal(first("socialtjänsten i Vara"), "kommuner/#kommun-vara");
  assert.ok(!search.search("kan jag vara anonym").hits.some((hit) => hit.address.includes("kommun-vara")));
});
test("a district leads to its city", () => assert.equal(first("socialtjänsten i Teg"), "kommuner/#kommun-umea"));
test("an error that makes an ending is seen through", () => assert.equal(first("misshandls"), "nu/skador/"));
test("a compound with a part that nobody has written still means its head", () => assert.equal(first("xylofonbok små"), "books/a/"));
test("names of places are never guessed from a misspelling", () => assert.ok(!search.search("umeo").hits.some((hit) => hit.address.includes("umea"))));
test("nothing found leads to the ways on", () => {
  const answer = search.search("xyzåäö");
  assert.equal(answer.found, false);
  assert.deepEqual(answer.hits.map((hit) => hit.address), ["a-o/"]);
});
test("any input gives an answer", () => {
  for (const query of ["", " ", "😀", "<img src=x onerror=alert(1)>", ".*+?^${}()|[]\\", "a".repeat(10000), "ord ".repeat(3000), "constructor __proto__ toString", "§", "\u0000"]) {
    assert.ok(search.search(query, true).hits.length > 0, query.slice(0, 20));
  }
});
