// What one method says about one situation: shown or left out, and why. No scores, no ranking.

/** Levels of training in order; what the sources do not settle is never left out. */
const TRAINING = { ingen: 0, grundutbildning: 1, certifiering: 2, yrkesutbildning: 2 };

/**
 * Hold a method against the choices.
 * @param {DOMStringMap} method the row's data attributes
 * @param {Map<string, Set<string>>} chosen the choices by name
 * @param {number[]} ages the children's ages
 * @returns {{reason: string, fits: string[], notes: string[]}} a reason to leave the method out, or an empty
 *   one; for each child «ja», «nej» or «okand»; and what to keep in mind about the method
 */
export function judge(method, chosen, ages) {
  const fits = ages.map((age) => fitOf(method, age));
  return { reason: reasonToLeaveOut(method, chosen, fits), fits, notes: notesOn(method, chosen) };
}

function fitOf(method, age) {
  if (!method.from) return "okand";
  return age >= Number(method.from) && age <= Number(method.to) ? "ja" : "nej";
}

function reasonToLeaveOut(method, chosen, fits) {
  const is = (name, value) => chosen.get(name)?.has(value) ?? false;
  const lacks = (words, name) => words && chosen.has(name) && !words.split(" ").some((word) => is(name, word));
  const checks = [
    [method.near === "nej" && !is("andra", "ja"), "Gjorda för andra grupper. Kryssa i rutan om du vill se dem"],
    [method.violence && is("vald", "ja"), `Våld. ${method.violence.replace(/\.$/, "")}`],
    [method.parent === "ja" && is("foralder", "nej"), "Bygger på att en förälder är med"],
    [lacks(method.settings, "plats"), "Källorna nämner andra platser än den du valt"],
    [lacks(method.formats, "form"), "Annan form än den du valt"],
    [needsMoreTraining(method, chosen), "Kräver mer utbildning än ni har"],
    [is("finns", "ja") && method.available !== "ja", "Ingen daterad källa säger att den finns att få nu"],
    [fits.length > 0 && fits.every((fit) => fit === "nej"), "Andra åldrar"],
  ];
  return checks.find(([holds]) => holds)?.[1] ?? "";
}

function needsMoreTraining(method, chosen) {
  const [have] = chosen.get("utbildning") ?? [];
  return have !== undefined && TRAINING[method.training] > TRAINING[have];
}

function notesOn(method, chosen) {
  const is = (name, value) => chosen.get(name)?.has(value) ?? false;
  const parentIsIn = method.parent === "ja" || method.parent === "egen-del";
  const checks = [
    [is("vald", "ja") && method.joint === "ja", "Bara barnet för sig. Inga gemensamma samtal."],
    [is("vald", "ja") && parentIsIn, "Prata med föräldern först när socialtjänsten eller polisen har sagt hur."],
    [is("foralder", "nej") && method.parent === "egen-del", "Föräldern har en egen del. Fråga om barnet kan vara med ändå."],
    [is("foralder", "nej") && !method.parent, "Vem som är med: uppgift saknas."],
    [is("nykter", "nej") && parentIsIn, "En förälder är med. Fråga hur det går när ingen är nykter."],
    [is("hem", "flera") && method.joint === "ja", "Fråga hur det går när syskonen bor i olika hem."],
    [chosen.has("plats") && !method.settings, "Plats: uppgift saknas."],
    [chosen.has("form") && !method.formats, "Form: uppgift saknas."],
    [chosen.has("utbildning") && !(method.training in TRAINING), "Utbildning: oklart. Fråga den som ger metoden."],
  ];
  return checks.filter(([holds]) => holds).map(([, note]) => note);
}
