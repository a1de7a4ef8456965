/**
 * Measure the search: node tests/search/measure.mjs FOLDER QUERIES.json [--misses]
 *
 * FOLDER holds the built index.json and full.json. QUERIES.json is a list of { query, class, expect, help }.
 * Prints one line per class, or JSON with --json. A hit counts when its address is among the expected ones; an
 * expected page is also found by a hit on one of its sections, an expected section only by that very section.
 */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createSearch } from "../../assets/search/engine.js";

const [folder, queriesFile, ...flags] = process.argv.slice(2);
const read = (path) => JSON.parse(readFileSync(path, "utf8"));
const search = createSearch(read(join(folder, "index.json")));
search.addFullText(read(join(folder, "full.json")));

function place(hits, expected) {
  return hits.findIndex(({ address, sections }) =>
    expected.includes(address) || expected.includes(address.split("#")[0]) || sections.some((section) => expected.includes(section.address)));
}

const rows = read(queriesFile).map(({ query, class: kind, expect, help }) => {
  const answer = search.search(query);
  const needsHelp = Boolean(help);
  const at = place(answer.hits, expect);
  const helped = !needsHelp || answer.help.length > 0;
  return {
    query, kind, expect, helped, empty: !answer.found, first: at === 0 && helped, third: at >= 0 && at < 3 && helped, at,
    hits: answer.hits.slice(0, 4).map((hit) => `${hit.address} ${hit.score.toFixed(2)}`), showsHelp: answer.help.length > 0, needsHelp,
  };
});

const kinds = [...new Set(rows.map((row) => row.kind))];
const sum = (kind, of) => {
  const own = rows.filter((row) => !kind || row.kind === kind);
  return { class: kind || "alla", n: own.length, top1: own.filter((row) => row.first).length, top3: own.filter((row) => row.third).length, empty: own.filter((row) => row.empty).length };
};
const table = [...kinds.map((kind) => sum(kind)), sum("")];
if (flags.includes("--json")) console.log(JSON.stringify({ table, misses: rows.filter((row) => !row.first) }));
else for (const row of table) console.log(`${row.class.padEnd(14)} n ${String(row.n).padStart(3)}  top-1 ${String(row.top1).padStart(3)}  top-3 ${String(row.top3).padStart(3)}  empty ${row.empty}`);
if (flags.includes("--misses")) {
  for (const row of rows.filter((each) => !each.first)) console.log(`\n${row.kind}: ${row.query}  (at ${row.at}${row.helped ? "" : ", no help"})\n  want ${row.expect.join(" | ")}\n  got  ${row.hits.join(" | ")}`);
  for (const row of rows.filter((each) => each.showsHelp && !each.needsHelp)) console.log(`help shown: ${row.query}`);
}
