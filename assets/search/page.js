/**
 * The page /sok/: all hits in one list, with filters. Reads ?q= and #q=, and after # also the choices «visa» and «for».
 * Neither typing nor choosing changes the address: only the reader's own press on the link to share does.
 */

import { BROKEN, helpBox, make, summary } from "./parts.js";

const FIRST_SHOWN = 20;
// Filter → its name in the address.
const IN_ADDRESS = { group: "visa", audience: "for" };

export class SearchPage {
  constructor(form, { ask, paused, linkTo, whenFull }) {
    Object.assign(this, { form, ask, linkTo, turn: 0, group: "", audience: "", all: false });
    this.input = form.querySelector("input");
    this.output = document.querySelector("[data-search-output]");
    this.status = make("p", { class: "search-summary", role: "status" });
    this.help = make("div");
    this.filters = make("div", { class: "search-filters" });
    this.list = make("ol", { class: "search-results" });
    this.more = make("button", { type: "button", class: "search-more", hidden: "" }, "Visa fler");
    this.end = make("div", { class: "search-end" });
    this.output.replaceChildren(this.help, this.status, this.filters, this.list, this.more, this.end);
    this.input.addEventListener("input", paused(() => this.update(true)));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.update(false);
    });
    this.more.addEventListener("click", () => {
      this.all = true;
      this.draw();
      this.list.children[FIRST_SHOWN]?.querySelector("a")?.focus();
    });
    window.addEventListener("hashchange", () => this.readAddress());
    whenFull(() => this.update(false));
    this.readAddress();
  }

  readAddress() {
    const hash = new URLSearchParams(location.hash.slice(1));
    const query = hash.get("q") ?? new URLSearchParams(location.search).get("q");
    if (query !== null) this.input.value = query.slice(0, 300);
    for (const [name, shared] of Object.entries(IN_ADDRESS)) this[name] = hash.get(shared) ?? "";
    if (this.input.value.trim()) this.update(false);
  }

  async update(typing) {
    const query = this.input.value;
    const turn = (this.turn += 1);
    if (!query.trim()) return this.clear();
    const answer = await this.ask(query, typing);
    if (turn !== this.turn) return undefined;
    Object.assign(this, { answer, query, all: false });
    this.dropEmptyChoices();
    return this.draw();
  }

  /** Keep a choice from one question to the next only while it has hits. */
  dropEmptyChoices() {
    for (const name of Object.keys(IN_ADDRESS)) {
      if (this[name] && !this.answer?.hits.some((hit) => this.fits(hit))) this[name] = "";
    }
  }

  clear() {
    this.answer = undefined;
    for (const part of [this.help, this.filters, this.list, this.end]) part.replaceChildren();
    this.more.hidden = true;
    this.status.textContent = "";
  }

  draw() {
    if (!this.answer) {
      this.clear();
      this.status.textContent = BROKEN;
      this.end.replaceChildren(make("a", { href: this.linkTo("a-o/") }, "Allt från A till Ö"));
      return;
    }
    const { hits, help } = this.answer;
    const chosen = hits.filter((hit) => this.fits(hit));
    this.help.replaceChildren(...(help.length ? [helpBox(help, this.linkTo)] : []));
    this.status.textContent = summary(this.answer, chosen.length);
    this.filters.replaceChildren(...this.choices(hits));
    this.list.replaceChildren(...chosen.slice(0, this.all ? undefined : FIRST_SHOWN).map((hit) => this.row(hit)));
    this.more.hidden = this.all || chosen.length <= FIRST_SHOWN;
    this.end.replaceChildren(...this.ending(help.length > 0));
  }

  fits(hit, but = "") {
    return (but === "group" || !this.group || hit.group === this.group) && (but === "audience" || !this.audience || hit.audiences?.includes(this.audience));
  }

  choices(hits) {
    if (!this.answer.found) return [];
    const groups = tally(hits.filter((hit) => this.fits(hit, "group")).map((hit) => hit.group));
    const audiences = tally(hits.filter((hit) => this.fits(hit, "audience")).flatMap((hit) => hit.audiences ?? []));
    return [this.chooser("group", "Visa", groups, (id) => id), this.chooser("audience", "För dig i", audiences, (id) => this.answer.audiences[id] ?? id)];
  }

  chooser(name, label, counts, text) {
    const select = make("select", { id: `sok-${name}` }, make("option", { value: "" }, "Alla"), ...[...counts].map(([value, count]) => make("option", { value }, `${text(value)} (${count})`)));
    select.value = this[name];
    select.addEventListener("change", () => {
      this[name] = select.value;
      this.draw();
      this.filters.querySelector(`[data-filter="${name}"] select`).focus();
    });
    return make("div", { "data-filter": name }, make("label", { for: select.id }, label), select);
  }

  row(hit) {
    return make("li", {}, make("a", { class: "search-title", href: this.linkTo(hit.address) }, hit.title), hit.group ? make("span", { class: "search-kind" }, hit.group) : "",
      hit.text ? make("p", { class: "search-text" }, hit.text) : "", hit.care ? make("p", { class: "search-care" }, hit.care) : "",
      hit.sections.length ? make("ul", {}, ...hit.sections.map((section) => make("li", {}, make("a", { href: this.linkTo(section.address) }, section.title), section.text ? make("span", { class: "search-text" }, section.text) : ""))) : "");
  }

  /** The ways on under the list. Who needs help is not asked to write a suggestion. */
  ending(needsHelp) {
    const share = make("p", {}, make("a", { href: this.sharedAddress() }, "Länk till den här sökningen"));
    if (needsHelp) return [share];
    const suggest = this.output.dataset.suggest;
    return [make("p", {}, "Hittade du inte? ", make("a", { href: this.linkTo("a-o/") }, "Allt från A till Ö"), suggest ? " eller " : "", suggest ? make("a", { href: suggest, rel: "noopener noreferrer" }, "föreslå något som saknas") : ""), share];
  }

  sharedAddress() {
    const choices = Object.entries(IN_ADDRESS).filter(([name]) => this[name]);
    return [["q", this.query.trim()], ...choices.map(([name, shared]) => [shared, this[name]])]
      .map(([name, value], at) => `${at ? "&" : "#"}${name}=${encodeURIComponent(value)}`).join("");
  }
}

function tally(values) {
  const counts = new Map();
  for (const value of values) if (value) counts.set(value, (counts.get(value) ?? 0) + 1);
  return new Map([...counts].sort(([one, a], [other, b]) => b - a || (one < other ? -1 : 1)));
}
