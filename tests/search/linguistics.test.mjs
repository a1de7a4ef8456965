/** The linguistics, one sentence a test: node --test tests/search/linguistics.test.mjs */

import assert from "node:assert/strict";
import test from "node:test";
import { distance, fold, isStopWord, milderForm, mostEdits, sound, splitCompound, stem, words } from "../../assets/search/linguistics.js";

const stemOf = (word) => stem(fold(word));
const same = (...forms) => assert.equal(new Set(forms.map(stemOf)).size, 1, `${forms.map((form) => `${form}→${stemOf(form)}`).join(" ")}`);
const apart = (one, other) => assert.notEqual(stemOf(one), stemOf(other), `${one} and ${other} meet`);

test("letters lose their marks", () => assert.equal(fold("Å Ä Ö É ü"), "a a o e u"));

test("the forms of a noun meet", () => {
  same("förälder", "föräldern", "föräldrar", "föräldrarna", "föräldrarnas", "förälders");
  same("anmälan", "anmäla", "anmäler", "anmälningar", "anmälningarna");
  same("flicka", "flickan", "flickor", "flickornas");
  same("kurator", "kuratorn", "kuratorer", "kuratorerna");
  same("lärare", "läraren", "lärarna");
  same("faktor", "faktorer");
});

test("vowel changes and irregular forms meet", () => {
  same("bok", "böcker", "böckerna");
  same("natt", "nätter");
  same("hand", "händer");
  same("dricker", "drack", "druckit");
  same("slår", "slog", "slagit");
  same("bror", "bröder");
  same("syster", "systrar");
  same("rädd", "rädda", "rädsla");
});

test("the forms of an adjective meet", () => {
  same("hungrig", "hungrigt", "hungriga");
  same("utebliven", "uteblivna");
  same("ledsen", "ledset", "ledsna");
});

test("a word whose own end looks like an ending meets its other forms", () => {
  same("vårdplan", "vårdplanen", "vårdplaner", "vårdplanerna");
  same("insats", "insatsen", "insatser");
  same("graviditet", "graviditeten");
  same("abstinens", "abstinensen");
  same("psykiatri", "psykiatrin");
  same("frånvaro", "frånvaron");
  same("gymnasium", "gymnasiet");
  same("tystnad", "tystnaden");
  same("beroende", "beroendet", "beroenden");
  same("ansvar", "ansvaret", "ansvars");
});

test("the t of adjectives and participles is an ending, that of nouns is not", () => {
  same("psykisk", "psykiskt", "psykiska");
  same("social", "socialt");
  same("bestämma", "bestämd", "bestämt", "bestämda");
  same("behöva", "behövt", "behövd");
  apart("punkt", "punk");
  apart("brott", "bror");
});

test("words that only look alike stay apart", () => {
  apart("faster", "fast");
  apart("skjuts", "skjuta");
  apart("påverkad", "påverkas");
});

test("words of their own stay apart", () => {
  apart("barn", "bara");
  apart("fara", "far");
  apart("rädd", "råd");
  apart("lag", "lägga");
  apart("skola", "skuld");
});

test("«får» is not a father, and a question's small words carry nothing", () => {
  assert.notEqual(words("får")[0].folded, words("far")[0].folded);
  assert.ok(isStopWord(words("får")[0]));
  assert.ok(!isStopWord(words("far")[0]));
  for (const word of words("vad gör jag om hur varför måste")) assert.ok(isStopWord(word), word.raw);
});

test("references to law become one word however they are written", () => {
  for (const text of ["19 kap. 1 §", "19 kap 1", "19:1", "19 kap. 1 § SoL", "19 kapitlet 1 §"]) {
    assert.equal(words(text)[0].folded, "§19:1", text);
  }
  assert.equal(words("SFS 2025:400")[1].folded, "2025:400");
  assert.equal(words("artikel 12").at(-1).folded, "§artikel12");
});

test("a prefix of force is taken off", () => {
  assert.equal(milderForm("skitfull"), "full");
  assert.equal(milderForm("sten"), undefined);
});
test("ages are read from figures, words and spans", () => {
  const ages = (text) => words(text).filter((word) => word.ages).map((word) => word.ages);
  assert.deepEqual(ages("8 år"), [[8, 8]]);
  assert.deepEqual(ages("tioåring"), [[10, 10]]);
  for (const text of ["i nian", "åk 9", "årskurs 9"]) assert.deepEqual(ages(text), [[15, 15]], text);
  assert.deepEqual(ages("att nian"), []);
  assert.deepEqual(ages("åtta år"), [[8, 8]]);
  assert.deepEqual(ages("9-åring"), [[9, 9]]);
  assert.deepEqual(ages("7-12 år"), [[7, 12]]);
  assert.deepEqual(ages("7 till 12 år"), [[7, 12]]);
  assert.deepEqual(ages("8 och 13 år"), [[8, 8], [13, 13]]);
  assert.deepEqual(ages("19 kap. 1 §"), []);
});

const KNOWN = new Set(["missbruk", "miljo", "oro", "anmalan", "skola", "kurator", "tand", "lakare", "famil", "behandling", "barn", "bok", "spel", "beroende"].map(stem));
const lexicon = { has: (word) => KNOWN.has(stem(word)), short: new Set(["oro", "bok"]), never: new Set(["beroende"]) };

test("compounds are taken apart, with joining letters and dropped vowels", () => {
  assert.deepEqual(splitCompound("missbruksmiljo", lexicon), ["missbruk", "miljo"]);
  assert.deepEqual(splitCompound("orosanmalan", lexicon), ["oro", "anmalan"]);
  assert.deepEqual(splitCompound("skolkurator", lexicon).map(stem), ["skol", "kurator"]);
  assert.deepEqual(splitCompound("tandlakarskola", lexicon).map(stem), ["tand", "lak", "skol"]);
  assert.deepEqual(splitCompound("barnbok", lexicon), ["barn", "bok"]);
});

test("words that are no compounds, or must stay whole, are left alone", () => {
  assert.deepEqual(splitCompound("beroende", lexicon), []);
  assert.deepEqual(splitCompound("kakelugn", lexicon), []);
});

test("typing errors are counted, swapped letters as one, and short words allow none", () => {
  assert.equal(distance("anmalan", "anmlaan", 2), 1);
  assert.equal(distance("anmalan", "anmelan", 2), 1);
  assert.equal(distance("anmalan", "bok", 2), 3);
  assert.deepEqual(["bvc", "mamm", "oroad", "orosanmalan"].map(mostEdits), [0, 0, 1, 2]);
});

test("words that sound alike meet", () => {
  assert.equal(sound("sjalvmord"), sound("sjelvmord"));
  assert.equal(sound("chef"), sound("shef"));
});

test("any text at all is read without error", () => {
  for (const text of ["", "   ", "😀", "<b>hej</b>", ".*+?^${}()|[]\\", "a".repeat(10000), "§", "§§ 19", "\u0000", "𝔸ñ"]) {
    for (const word of words(text)) {
      stem(word.folded);
      isStopWord(word);
      splitCompound(word.folded, lexicon);
    }
  }
});
