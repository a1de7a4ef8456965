/** Pieces of the page that both the field and /sok/ show. */

/** Make an element: tag, attributes, children (texts or elements). */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) if (value !== undefined && value !== false) element.setAttribute(name, value);
  element.append(...children.filter((child) => child !== undefined && child !== ""));
  return element;
}

// Milliseconds: two pictures of a screen. At once, the work could come before the paint it is to wait for.
const PAINTED = 32;

/** Do what need not be seen at once, when the picture that is under way has been painted. */
export function afterPaint(work) {
  requestAnimationFrame(() => setTimeout(work, PAINTED));
}

export const BROKEN = "Sökningen går inte att använda just nu. Bläddra från A till Ö i stället.";

/** The box with help that stands before every hit when the words are of danger or a child writes. A number stands once. */
export function helpBox(groups, linkTo) {
  const told = new Set();
  const first = (line) => !told.has(line.number) && told.add(line.number);
  return make("section", { class: "search-help", "aria-label": "Hjälp först" }, ...groups.slice(0, 2).map((group) => make("div", {},
    make("p", { class: "search-help-heading" }, group.heading),
    make("p", {}, group.text),
    make("ul", {}, ...group.phone.filter(first).map((line) => make("li", {},
      make("a", { href: `tel:${line.number.replace(/[ -]/g, "")}` }, `Ring ${line.number}`), ` ${line.title.replace(line.number, "").replace(/\s+/g, " ").trim()} `,
      make("small", {}, `kontrollerad ${line.checked}`))),
    ...group.links.slice(0, 1).map((link) => make("li", {}, make("a", { href: linkTo(link.address) }, link.title)))))));
}

/** «12 träffar», and what the words were taken to mean. */
export function summary(answer, count) {
  const hits = !answer.found ? "Inget hittades. Prova ett annat ord, eller välj en väg vidare." : count === 1 ? "1 träff." : `${count} träffar.`;
  const meant = [...new Set([...answer.shownAs, ...answer.corrected.map((word) => word.meant)])];
  const shown = meant.length ? ` Visar träffar för ${meant.join(" och ")}.` : "";
  return hits + shown;
}
