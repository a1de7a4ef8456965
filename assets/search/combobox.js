/** A search field with a list that opens while typing: the combobox pattern of the ARIA Authoring Practices. */

import { BROKEN, afterPaint, helpBox, make, summary } from "./parts.js";

const SHOWN = 8;
// So many rows fill the panel: four or five of them on a phone, six on a wide screen. The rest comes after the paint.
const IN_SIGHT = 6;
let fields = 0;

export class Combobox {
  constructor(form, { ask, paused, linkTo, whenFull }) {
    Object.assign(this, { form, ask, linkTo, options: [], active: -1, turn: 0 });
    this.input = form.querySelector("input");
    this.id = `sok-${(fields += 1)}`;
    this.list = make("div", { role: "listbox", id: `${this.id}-lista`, "aria-label": "Träffar" });
    this.before = make("div", { class: "search-before" });
    this.after = make("p", { class: "search-after" }, make("a", { href: linkTo("sok/") }, "Alla träffar"));
    this.panel = make("div", { class: "search-panel", hidden: "" }, this.before, this.list, this.after);
    this.status = make("p", { class: "search-status", role: "status" });
    form.append(this.panel, this.status);
    this.prepareInput();
    const update = paused(() => this.update());
    this.input.addEventListener("input", update);
    this.input.addEventListener("focus", () => this.input.value.trim() && this.update());
    this.input.addEventListener("keydown", (event) => this.onKey(event));
    form.addEventListener("submit", (event) => this.onSubmit(event));
    form.addEventListener("focusout", (event) => form.contains(event.relatedTarget) || this.close());
    // A press in the list must not take the focus, or the list would close before the click.
    this.panel.addEventListener("mousedown", (event) => event.preventDefault());
    this.after.firstChild.addEventListener("click", (event) => this.onSubmit(event));
    whenFull(() => this.panel.hidden || this.active >= 0 || this.update());
    if (this.input.value.trim()) this.update();
  }

  prepareInput() {
    const attributes = { role: "combobox", "aria-expanded": "false", "aria-controls": this.list.id, "aria-autocomplete": "list", autocomplete: "off" };
    for (const [name, value] of Object.entries(attributes)) this.input.setAttribute(name, value);
  }

  async update() {
    const query = this.input.value;
    const turn = (this.turn += 1);
    if (!query.trim()) return this.close();
    const answer = await this.ask(query, true);
    if (turn !== this.turn) return undefined;
    return answer ? this.show(answer) : this.showBroken();
  }

  show(answer) {
    const { help, hits } = answer;
    const told = summary(answer, hits.length);
    this.before.replaceChildren(...(help.length ? [helpBox(help, this.linkTo)] : []), make("p", { class: "search-summary" }, told));
    this.options = [];
    this.list.replaceChildren();
    this.after.hidden = false;
    this.open();
    const { turn } = this;
    const rows = this.rows(hits.slice(0, SHOWN));
    // Not for…of: what it leaves is over, and here the rest is still to come.
    while (this.options.length < IN_SIGHT && !rows.next().done);
    afterPaint(() => {
      if (turn !== this.turn) return;
      while (!rows.next().done);
      this.status.textContent = `${help.length ? `${help[0].heading} ${help[0].text} ` : ""}${told}`;
    });
  }

  /** Put the hits in the list, one at a step, under the heading of their group; the groups stand in the order of their best hit. */
  * rows(hits) {
    const groups = new Map();
    for (const hit of hits) groups.set(hit.group, [...(groups.get(hit.group) ?? []), hit]);
    for (const [heading, own] of groups) {
      const id = `${this.id}-grupp-${this.list.childElementCount}`;
      const group = make("div", { role: "group", "aria-labelledby": id }, make("p", { id, class: "search-group", role: "presentation" }, heading || "Vägar vidare"));
      this.list.append(group);
      for (const hit of own) yield group.append(this.option(hit), ...hit.sections.slice(0, 1).map((section) => this.option(section, "search-option--section")));
    }
  }

  option(hit, extra = "") {
    const id = `${this.id}-val-${this.options.length}`;
    const link = make("a", { href: this.linkTo(hit.address), role: "option", id, tabindex: "-1", "aria-selected": "false", class: `search-option ${extra}` },
      make("span", { class: "search-title" }, hit.title), hit.text ? make("span", { class: "search-text" }, hit.text) : "", hit.care ? make("span", { class: "search-care" }, hit.care) : "");
    this.options.push(link);
    return link;
  }

  showBroken() {
    this.before.replaceChildren(make("p", {}, BROKEN, " ", make("a", { href: this.linkTo("a-o/") }, "Allt från A till Ö")));
    this.list.replaceChildren();
    this.options = [];
    this.after.hidden = true;
    this.status.textContent = BROKEN;
    this.open();
  }

  open() {
    this.active = -1;
    this.input.removeAttribute("aria-activedescendant");
    this.panel.hidden = false;
    this.input.setAttribute("aria-expanded", "true");
  }

  close() {
    this.turn += 1;
    this.panel.hidden = true;
    this.active = -1;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }

  onKey(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && !this.panel.hidden && this.options.length) {
      event.preventDefault();
      this.activate((this.active + step + this.options.length + (this.active < 0 && step < 0 ? 1 : 0)) % this.options.length);
    } else if (step > 0) {
      event.preventDefault();
      this.update();
    } else if (event.key === "Escape") {
      if (this.panel.hidden) this.form.dispatchEvent(new CustomEvent("search-leave", { bubbles: true }));
      else event.preventDefault();
      this.close();
    } else if (event.key === "Enter" && this.active >= 0) {
      event.preventDefault();
      this.options[this.active].click();
    }
  }

  activate(at) {
    this.options[this.active]?.setAttribute("aria-selected", "false");
    this.active = at;
    const option = this.options[at];
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    this.input.setAttribute("aria-activedescendant", option.id);
  }

  onSubmit(event) {
    event.preventDefault();
    const query = this.input.value.trim();
    location.assign(`${this.linkTo("sok/")}${query ? `#q=${encodeURIComponent(query)}` : ""}`);
  }
}
