/** The index as it travels: terms in order, and for each the documents as steps from the one before, in base 36. */

// The fields of index.json and of full.json, in the order of their numbers.
export const FIRST_FIELDS = ["title", "keywords", "text"];
export const FULL_FIELDS = ["body", "pairs"];

/**
 * Pack postings.
 *
 * @param {Map<string, Map<number, Set<number>>>} postings term → field → documents.
 * @returns {{ terms: string, postings: string }}
 */
export function pack(postings) {
  const terms = [...postings.keys()].sort();
  const rows = terms.map((term) => [...postings.get(term)].sort(([one], [other]) => one - other)
    .map(([field, documents]) => `${field}${steps([...documents].sort((one, other) => one - other))}`).join(";"));
  return { terms: terms.join(" "), postings: rows.join("\n") };
}

function steps(numbers) {
  return numbers.map((number, at) => (number - (at ? numbers[at - 1] : 0)).toString(36)).map((step) => `,${step}`).join("");
}

/** The index in use. Only the rows that a question asks for are ever read. */
export class Postings {
  /**
   * @param {{ terms: string, postings: string }} packed
   * @param {string[]} fields in the order of their numbers.
   */
  constructor(packed, fields) {
    this.fields = fields;
    this.rows = packed.postings.split("\n");
    this.terms = packed.terms.split(" ");
    this.places = new Map(this.terms.map((term, at) => [term, at]));
  }

  /** Tell whether any document holds a term. */
  has(term) {
    return this.places.has(term);
  }

  /** The terms that are longer than a start and begin with it, in order. */
  * startingWith(start) {
    let [from, to] = [0, this.terms.length];
    while (from < to) {
      const middle = (from + to) >> 1;
      if (this.terms[middle] <= start) from = middle + 1;
      else to = middle;
    }
    for (let at = from; at < this.terms.length && this.terms[at].startsWith(start); at += 1) yield this.terms[at];
  }

  /** Return [field, documents] for every field that holds a term. */
  find(term) {
    const at = this.places.get(term);
    if (at === undefined) return [];
    return this.rows[at].split(";").map((part) => {
      const [field, ...numbers] = part.split(",");
      let id = 0;
      return [this.fields[field], numbers.map((step) => (id += parseInt(step, 36)))];
    });
  }
}
