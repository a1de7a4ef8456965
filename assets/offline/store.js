/**
 * The stored copy: sets of files, each of one build and either whole or not there. Used by the worker and by the
 * page «Spara». Nothing is ever added because somebody read it, so what is stored does not tell what was read.
 */

// Put last: a set without it was interrupted and does not count.
const WHOLE = "offline/hel";
const HASH = "x-innehall";
/** Set in the tab where a reader has removed the copy: it must not come back on the next page. */
export const STAY_AWAY = "se-barnet-spara-inte";

/** The start of every name: caches belong to the whole host, and another site may live beside ours. */
function ours(scope) {
  return `se-barnet ${new URL(scope).pathname} `;
}

/**
 * Return the whole sets that are stored.
 *
 * @param {string} scope the site's address, ending in /.
 * @returns {Promise<{ name: string, set: string, build: string, cache: Cache, day: string, shown: string }[]>}
 */
export async function storedSets(scope) {
  const found = [];
  for (const name of await caches.keys()) {
    if (!name.startsWith(ours(scope))) continue;
    const cache = await caches.open(name);
    const whole = await cache.match(scope + WHOLE);
    if (whole) found.push({ name, cache, ...(await whole.json()) });
  }
  return found;
}

/**
 * Store one set, whole or not at all. Files that an older set already holds are not fetched again.
 *
 * @param {string} scope the site's address, ending in /.
 * @param {{ build: string, day: string, shown: string }} copy what offline/filer.json holds.
 * @param {string} set "bas" or "allt".
 * @param {(bytes: number) => void} note told how much is stored so far.
 */
export async function store(scope, copy, set, note = () => undefined) {
  const { build, day, shown } = copy;
  const name = `${ours(scope)}${set} ${build}`;
  const older = await storedSets(scope);
  if (older.some((each) => each.name === name)) return;
  const cache = await caches.open(name);
  try {
    let bytes = 0;
    for (const [path, hash, size] of copy[set]) {
      await cache.put(scope + path, await file(scope + path, hash, older));
      note((bytes += size));
    }
    await cache.put(scope + WHOLE, new Response(JSON.stringify({ set, build, day, shown })));
  } catch (fault) {
    await caches.delete(name);
    throw fault;
  }
}

async function file(address, hash, older) {
  for (const { cache } of older) {
    const kept = await cache.match(address);
    if (kept?.headers.get(HASH) === hash) return kept;
  }
  // The hash refuses a file of another build, also when the site is renewed while we fetch.
  const answer = await fetch(address, { integrity: hash, cache: "no-cache" });
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  const headers = { "content-type": answer.headers.get("content-type") ?? "", [HASH]: hash };
  return new Response(await answer.blob(), { headers });
}

/** Remove what a build replaces. All pages of an older build stay until the new ones are whole. */
export async function removeOlder(scope, build) {
  const sets = await storedSets(scope);
  const renewed = sets.some((each) => each.set === "allt" && each.build === build);
  const kept = renewed ? [] : sets.filter((each) => each.set === "allt").map((each) => each.name);
  await remove(scope, (name) => !name.endsWith(` ${build}`) && !kept.includes(name));
}

export async function removeAll(scope) {
  await remove(scope, () => true);
}

async function remove(scope, unwanted) {
  for (const name of await caches.keys()) if (name.startsWith(ours(scope)) && unwanted(name)) await caches.delete(name);
}
