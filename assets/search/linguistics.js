/**
 * What the search knows about Swedish. The same file runs in Node, where the index is built, and in the browser.
 *
 * Words are compared as stems of folded text: «Föräldrarnas» → «foraldrarnas» → «forald».
 * Nothing here knows the site's content; words that editors own come in as arguments.
 */

const LETTERS = new Map([..."åäáàâã"].map((letter) => [letter, "a"]).concat(
  [..."öøóòô"].map((letter) => [letter, "o"]), [..."éèêë"].map((letter) => [letter, "e"]),
  [["ü", "u"], ["ú", "u"], ["í", "i"], ["ï", "i"], ["æ", "a"], ["ñ", "n"], ["ç", "c"]]));
const VOWEL = /[aeiouy]/;

// «får» and «far» are too far apart to meet when the ring is left out.
const APART = new Map([["får", "faar"]]);

/** Return the text in small letters without marks: å ä → a, ö → o, é → e. */
export function fold(text) {
  let folded = "";
  for (const letter of text.normalize("NFC").toLowerCase()) folded += LETTERS.get(letter) ?? letter;
  return folded;
}

// Vowel changes and other forms that no ending explains. First the stem, then the forms that share it.
const IRREGULAR = new Map(`
bok bocker bockerna bockers
fot fotter fotterna
far fadern fader faderns farsan farsa
mor modern moder moderns modrar modrarna morsa morsan
fara fara faran faror farorna
orolig oroad oroade oroar
bror brodern broder broderna brorsan
hemma hemma
ny nya nytt
radd rada radsla radslan radslor radslorna radslornas
drick drack druckit drucken druckna
sla slar slog slagit slagen slagna slagits slaende
sag sade sa
se ser sag sett seende
ga gar gick gatt gaende
ma mar madde matt
fa faar fick fatt
do dor dog dott doende
dod dodsfall dodsfallet dodsfallen
blod blodde
skriv skrev skrivit
at ata ater atit
ljug ljog
skrik skrek skrikit
sprang springa springer sprungit
sup sop supit supande
hall holl hallit
stjal stal stulit
forsvinn forsvinna forsvinner forsvann forsvunnit forsvunnen
vald valdsam valdsamt valdsamma
kand kanner kande kant kanna kanns
ta tar tog tagit tagen tas tagits
ge ger gav gett givit
be ber bad bett
kom kommit
bli blir blev blivit
gor gjorde gjort
vet visste
vill vilja velat
hjalp hjalpt
lagg lade la lagt
aldr alder aldern
bebis baby babyn
nykt nyktert nykterhet
hung hungrig hungriga hungrigt
ledsn ledsen ledset ledsenhet
egen eget egna
litn liten litet lilla sma
larar larare lararen lararna lararnas lararinna lararens
tecken tecken tecknet tecknen tecknar
anmal anmaldes anmalt anmalts anmald anmalda
samtyck samtyckts
utred utredde utretts utredd utredda
misstank misstankts
placer placering placeringen
omhandertag omhandertas omhandertogs omhandertagits omhanderta omhandertar
brinn brinner brinna brann brunnit
bit bet bitit
vax vaxte vuxit vaxt
fraga fraga fragan fragor fragorna fragar fragade fragat fragas
vuxn vuxen vuxet vuxens
inverk paverka paverkar paverkas paverkan paverkat paverkats
skjuts skjuts skjutsa skjutsar skjutsade skjutsat skjutsen
fastr faster fastern fasters
mostr moster mostern mosters
oppn oppen oppet
gammal gammalt gamla
svar svart
hor hord horda
kor kord
lar lart lard
hand hande hant
anvand anvande anvant
las last
sok sokt
skot skott skotte
mot mott motte motts
led ledde lett ledd
utebli uteblir uteblev uteblivit utebliven uteblivna uteblivet
grip grep gripit gripna gripits
skjut skot skjutit
grat gratit
lid lidit
rym rymd
skilj skild skilda skilt skilde skilt
sarskild sarskilt
enskild enskilt
nyfodd nyfott
ansikt ansikte
rykt rykte
vap vapnet
num numret numren
sajt sajt
omrad omrade
oro oron orons
`.trim().split("\n").flatMap((line) => {
  const [stemmed, ...forms] = line.split(" ");
  return forms.map((form) => [form, stemmed]);
}));

const ENDINGS = [
  "heternas", "heterna", "heters", "heter", "hetens", "heten", "hets", "het",
  "ningarnas", "ningarna", "ningars", "ningar", "ningens", "ningen", "nings", "ning",
  "elsernas", "elserna", "elsers", "elsens", "elsets", "elses", "elsen", "elser", "elset", "else",
  "arnas", "ernas", "ornas", "andets", "andet", "andes", "andena", "ande", "enas", "ena", "arens", "aren", "arna", "erna", "orna",
  "are", "ares", "ades", "ade", "ats", "ens", "ets", "ans", "ars", "ers", "ors",
  "erns", "ern", "orns", "orn", "en", "et", "an", "ar", "er", "or", "ad", "at", "as", "es", "de", "te", "na",
  "a", "e", "s",
].sort((one, other) => other.length - one.length);

// Endings that make new words; what is left must be long enough to be a word of its own.
const LONG_ENDING = /^(?:het|ning|else|elser|ande|andet)/;

// Words whose own end looks like an ending: «plan» and «planer», «graviditet» and «graviditeten» meet when it stays.
// «social» and «socialt», «behöva» and «behövt»: an ending of t after these.
const NEUTER = /((?:sk|ll|gg|ck|rk|ank|[vmjg]|bar|(?:ci|rm|it|on|ok|nt|un|at|or|eg|er|tr)al|(?:k|tt|pp)er))t$/;
// «psykiatri» and «psykiatrin», «frånvaro» and «frånvaron», «gymnasium» and «gymnasiet».
const ON_A_VOWEL = /((?:atr|graf|log|rap|dem|nom|pat|man|fob)i|varo)ns?$/;
const OWN_END = new RegExp(`(?:plan|roman|organ|plats|(?:^|in|upp|ut|slut|till)sats|itet|[^b]bar|[^r]os|grans|(?:^|s)tips|[kd]urs|resurs|allvar|ansvar|villkor|formular|oklar|humor|terror|motor|(?:tyst|man|vard|skill|mark|bygg|kost|bost)nad|(?:enk|priv|result|kandid|appar|certifik|advok|refer|form|separ|autom|sold)at|(?:abstin|frekv|konsekv|konfer|refer|kompet|preval|evid|tend|exist|dem|intellig|konkurr|lic)ens|(?:ambul|ch|bal|subst|dist|inst|toler)ans)$`);

/** Return the stem of a folded word: light, so that the forms of one word meet and other words stay apart. */
export function stem(word) {
  const known = IRREGULAR.get(word);
  if (known) return known;
  if (word.length <= 3 || /\d/.test(word)) return word;
  if (word.endsWith("s") && IRREGULAR.has(word.slice(0, -1))) return IRREGULAR.get(word.slice(0, -1));
  const quality = word.match(/^(.{2,}ig)(?:as?|t|are|ast|aste)$/);
  if (quality) return quality[1];
  return withoutEnding(word.replace(NEUTER, "$1").replace(ON_A_VOWEL, "$1").replace(/ium(?:s|ets?)?$/, "i"));
}

function withoutEnding(word) {
  const own = [word, word.replace(/s$/, "")].find((each) => OWN_END.test(each));
  if (own) return own;
  for (const ending of ENDINGS) {
    if (!word.endsWith(ending)) continue;
    const rest = word.slice(0, -ending.length);
    if (rest.length < (LONG_ENDING.test(ending) ? 4 : 3) || !VOWEL.test(rest)) continue;
    if (ending === "s" && /[sui]$/.test(rest)) continue;
    if (/^ets?$/.test(ending) && rest.endsWith("h")) continue;
    if (ending === "de" && rest.endsWith("en")) continue;
    if (/^or(?:s|ns?)?$/.test(ending) && /(?:[aik]t|[^aeiouy]s)$/.test(rest)) return `${rest}or`;
    if ((ending === "de" || ending === "te") && !/[lrnmkpsvgj]$/.test(rest)) continue;
    if (ending === "na" && !/[rnlv]$/.test(rest)) continue;
    return tidy(rest);
  }
  return tidy(word);
}

/** Take away what differs between forms at the end of a stem: hemm → hem, systr → syst, handel → handl. */
function tidy(rest) {
  if (/(nn|mm)$/.test(rest)) return rest.slice(0, -1);
  if (/(?:[bdfgkpt]|um)r$/.test(rest) && rest.length > 4) return rest.slice(0, -1);
  if (/(?:[vmj]|ll|gg)[dt]$/.test(rest) && rest.length > 4) return rest.slice(0, -1);
  if (/[^aeiouyl]eln$/.test(rest) && rest.length > 5) return `${rest.slice(0, -3)}l`;
  if (/[^aeiouyl]el$/.test(rest) && rest.length > 4) return `${rest.slice(0, -2)}l`;
  return rest;
}

const STOP_WORDS = new Set(`
en ett den det de dem dom denna detta dessa som att och eller men om i på till från av för med vid hos mot ur under
över efter innan när medan då så nu här där dit hit var vart vad vem vilka vilken vilket hur varför ska skall skulle
kan kunde kunna bör borde måste får fick gör göra gjorde jag du han hon hen vi ni man mig dig sig oss er min mitt mina
din ditt dina sin sitt sina hans hennes deras vara är blir bli blev varit har hade ha inte ju nog bara också än någon
något några ingen inget inga alla allt mycket mer lite igen finns fanns säger säga tycker tror ens via per samt dess ta tar vill
egentligen kanske väl redan säkert verkar bra väldigt liksom typ vet själv helt ändå gång gånger
två tre snälla hej tack heter betyder ger ge behöver saker mej dej ej ok okej
`.trim().split(/\s+/));
// «far» without its ring is also a father.
const FOLDED_STOP_WORDS = new Set([...STOP_WORDS].map(fold).filter((word) => word !== "far"));

/** Tell whether a word carries no meaning in a question; a word typed with å ä ö is taken by its own letters. */
export function isStopWord({ raw, folded }) {
  return raw === folded ? FOLDED_STOP_WORDS.has(folded) : STOP_WORDS.has(raw);
}

const WEAK_WORDS = new Set(`
hemma börja börjar börjat började brukar bruka försöker försökt tänker tänkte tänkt tänka sagt sade kommer komma kom kommit går gå gick gått
håller hållit hålla ligger ligga låg legat sitter sitta satt suttit står stå stod stått sätter undrar undra hela hel dag dagar dagen dags varje
vecka veckor kväll kvällar kvällarna morgon morgnar morgonen ibland ofta alltid aldrig längre länge lång långt nästan båda både andra annan annat
gäller gälla fortfarande hittills numera tid tiden tidigare senare sen sedan först upp ut in ner ned bort fram ihop
sak saken grej ganska ordentligt jätte himla fan jävla faktiskt precis antagligen troligen möjligt egen eget egna annars dels varav vars
höra hör hört märker märkt ser såg sett känner känns kändes visar visat någonting ingenting allting någonstans
hittar hitta hittat använder använda använt fungerar fungera funkar speciellt särskilt olika samma likadan hända händer hänt hände
`.trim().split(/\s+/).map(fold));

/** Tell whether a word carries little in a question, such as «brukar», «varje» or «två». */
export function isWeakWord({ folded }) {
  return WEAK_WORDS.has(folded);
}

const NUMBERS = new Map(Object.entries({
  ett: 1, ettaring: 1, tva: 2, tre: 3, fyra: 4, fem: 5, sex: 6, sju: 7, atta: 8, nio: 9, tio: 10, elva: 11, tolv: 12,
  tretton: 13, fjorton: 14, femton: 15, sexton: 16, sjutton: 17, arton: 18, nitton: 19, tjugo: 20,
}));
const NUMBER_WORD = [...NUMBERS.keys()].sort((one, other) => other.length - one.length).join("|");
const YEARS_OLD = new RegExp(`^(\\d{1,2}|${NUMBER_WORD})-?(?:ar(?:ing|ig)|arsaldern)\\w*$`);
// «i nian», «årskurs 3» and «åk 3»: the age in the year the class begins is the number and six.
const ORDINALS = ["ettan", "tvåan", "trean", "fyran", "femman", "sexan", "sjuan", "åttan", "nian"];
const SCHOOL_YEAR = new RegExp(`(?<![\\p{L}\\p{N}])(?:(?:årskurs|arskurs|åk|ak|klass)\\s*(\\d)|i (${ORDINALS.join("|")}))(?![\\p{L}\\p{N}])`, "gu");
const YOUNGEST_PUPIL = 6;
const YEAR_WORD = /^(?:ar|ars|aring|aringar|aringen)$/;

function asNumber(word) {
  return /^\d{1,2}$/.test(word) ? Number(word) : NUMBERS.get(word);
}

/**
 * Split text into words.
 *
 * Each is { raw, folded, ages? }: `raw` in small letters with its own letters, `ages` [from, to] in years when the
 * word says how old a child is. A reference to law («19 kap. 1 §», «19:1», «artikel 12») becomes one word, «§19:1».
 */
export function words(text) {
  const plain = text.normalize("NFC").toLowerCase()
    .replace(/(\d+)\s*(?:kap(?:itel|itlet)?\.?|:)\s*(\d+)\s*([a-z]\b)?(?:\s*§§?)?/g, (all, chapter, paragraph, letter) =>
      chapter.length > 3 ? all : ` §${chapter}:${paragraph}${letter ?? ""} `)
    .replace(SCHOOL_YEAR, (_, year, ordinal) => ` ${(year ? Number(year) : ORDINALS.indexOf(ordinal) + 1) + YOUNGEST_PUPIL} år `)
    .replace(/(?:artikel|art\.)\s*(\d+)/g, " artikel §artikel$1 ")
    .replace(/§+\s+(\d+)/g, " §$1 ");
  const found = [];
  for (const match of plain.matchAll(/§[\wåäö]+(?::\w+)?|\d+:\d+|[\p{L}\p{N}]+(?:[-’'][\p{L}\p{N}]+)*/gu)) {
    const folded = APART.get(match[0]) ?? fold(match[0]).replace(/[’']/g, "");
    const old = folded.match(YEARS_OLD);
    if (old) found.push(aged(match[0], folded, asNumber(old[1]), asNumber(old[1])));
    else if (folded.includes("-") && !/^\d/.test(folded)) {
      for (const part of match[0].split("-")) found.push({ raw: part, folded: fold(part) });
    } else found.push({ raw: match[0], folded });
  }
  return joinAges(found);
}

function aged(raw, folded, from, to) {
  return { raw, folded, ages: [Math.min(from, to), Math.max(from, to)] };
}

/** «7-12 år», «7 till 12 år» and «8 år» become one word with ages. */
function joinAges(found) {
  const joined = [];
  for (let at = 0; at < found.length; at += 1) {
    const span = found[at].folded.match(/^(\d{1,2})-(\d{1,2})$/);
    const number = asNumber(found[at].folded);
    const next = found[at + 1]?.folded;
    if (span && YEAR_WORD.test(next ?? "ar")) {
      joined.push(aged(found[at].raw, found[at].folded, Number(span[1]), Number(span[2])));
      if (next && YEAR_WORD.test(next)) at += 1;
    } else if (number !== undefined && next && YEAR_WORD.test(next)) {
      joined.push(aged(found[at].raw, found[at].folded, number, number));
      at += 1;
    } else if (number !== undefined && /^(till|och|eller)$/.test(next ?? "") && asNumber(found[at + 2]?.folded ?? "") !== undefined
      && YEAR_WORD.test(found[at + 3]?.folded ?? "")) {
      const other = asNumber(found[at + 2].folded);
      if (next === "till") joined.push(aged(found[at].raw, found[at].folded, number, other));
      else joined.push(aged(found[at].raw, found[at].folded, number, number), aged(found[at + 2].raw, found[at + 2].folded, other, other));
      at += 3;
    } else joined.push(found[at]);
  }
  return joined;
}

const LONGEST_COMPOUND = 40;

/**
 * Split a compound into words that exist: «missbruksmiljö» → [missbruk, miljo].
 *
 * @param {string} word folded.
 * @param {{ has(word: string): boolean, short: Set<string>, never: Set<string> }} lexicon `has` tells whether a folded
 *   word or its stem is known; `short` holds the words of three letters that may be parts; `never` is left whole.
 * @returns {string[]} the folded parts, modifiers first and the head last; empty when the word is no compound.
 */
export function splitCompound(word, lexicon) {
  if (word.length < 6 || word.length > LONGEST_COMPOUND || lexicon.never.has(word) || /[^a-z]/.test(word)) return [];
  return split(word, lexicon, 3) ?? [];
}

function partFits(part, lexicon) {
  return part.length >= 4 ? lexicon.has(part) : part.length === 3 && lexicon.short.has(part);
}

function split(word, lexicon, most) {
  let best = null;
  for (let at = word.length - 3; at >= 3; at -= 1) {
    for (const modifier of modifiers(word.slice(0, at), word.slice(at))) {
      if (!partFits(modifier, lexicon)) continue;
      const head = word.slice(at);
      if (partFits(head, lexicon)) {
        if (!best || best.length > 2) best = [modifier, head];
      } else if (most > 2 && head.length >= 6) {
        const rest = split(head, lexicon, most - 1);
        if (rest && (!best || rest.length + 1 < best.length)) best = [modifier, ...rest];
      }
    }
  }
  return best;
}

/** A modifier as it stands, without its joining s, or with the vowel that compounds drop (oro → oros, skola → skol). */
function modifiers(part, head) {
  const forms = part.endsWith("s") ? [part.slice(0, -1), part] : [part];
  if (!VOWEL.test(part.at(-1))) forms.push(`${part}a`);
  if (part.endsWith("ar")) forms.push(`${part}e`);
  if (/[ou]$/.test(part)) forms.push(`${part.slice(0, -1)}a`);
  if (part.at(-1) === part.at(-2) && part.at(-1) === head[0]) forms.push(part.slice(0, -1));
  return forms;
}

const FORCE = /^(?:as|skit|piss|svin|jatte|super|sten|stup|dyng|kanon|mega|snor)(?=.{3})/;

/** Return a folded word without the prefix that only gives it force («stupfull» → «full»), or undefined. */
export function milderForm(word) {
  return FORCE.test(word) ? word.replace(FORCE, "") : undefined;
}

/** How many letters may be wrong in a word: none up to four letters, one up to eight, then two. */
export function mostEdits(word) {
  if (word.length <= 4 || /[^a-z]/.test(word)) return 0;
  return word.length <= 8 ? 1 : 2;
}

/**
 * Return the number of letters wrong, missing, extra or swapped between two words, or `most` + 1 when it is more.
 * Optimal string alignment (Damerau–Levenshtein without repeated edits), kept within a band of `most`.
 */
export function distance(one, other, most) {
  if (Math.abs(one.length - other.length) > most) return most + 1;
  let before = [];
  let last = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let row = 1; row <= one.length; row += 1) {
    const now = [row];
    let least = row;
    for (let column = 1; column <= other.length; column += 1) {
      const same = one[row - 1] === other[column - 1] ? 0 : 1;
      let cost = Math.min(last[column] + 1, now[column - 1] + 1, last[column - 1] + same);
      if (row > 1 && column > 1 && one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1]) {
        cost = Math.min(cost, before[column - 2] + 1);
      }
      now.push(cost);
      least = Math.min(least, cost);
    }
    if (least > most) return most + 1;
    before = last;
    last = now;
  }
  return last[other.length];
}

/** A rough sound of a word, so that «sjelvmord» meets «självmord» and «chef» meets «shef». */
export function sound(word) {
  return word.replace(/^(?:skj|stj|sch|sj|ch|sh)/, "x").replace(/(?:tion|sion|ssion|schon|shon)/g, "xon").replace(/^(?:tj|kj)/, "q")
    .replace(/c(?=[eiy])/g, "s").replace(/ck|c|q/g, "k").replace(/[zs]+/g, "s").replace(/w/g, "v").replace(/ph/g, "f")
    .replace(/dj|hj|gj|lj(?=[aeiouy])/g, "j").replace(/h/g, "").replace(/e/g, "a").replace(/u/g, "o").replace(/(.)\1+/g, "$1");
}
