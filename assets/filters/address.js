// Choices live after «#» in the address, so that a list can be shared. They never reach a server, and only
// words that the page itself offers are read or written: no free text.

/**
 * Read the choices in an address.
 * @param {string} hash what follows the address, with or without «#»
 * @param {Map<string, Set<string>>} offered the values that each name may have on this page
 * @returns {Map<string, Set<string>>} chosen values by name; whatever the page does not offer is left out
 */
export function readChoices(hash, offered) {
  const chosen = new Map();
  for (const [name, text] of new URLSearchParams(hash.replace(/^#/, ""))) {
    const known = text.split(",").filter((value) => offered.get(name)?.has(value));
    if (known.length) chosen.set(name, new Set(known));
  }
  return chosen;
}

/** Tell whether an address carries choices; without «=» it is an ordinary anchor. */
export function hasChoices(hash) {
  return hash.includes("=");
}

/**
 * Put the choices into the address without a new entry in the history.
 * @param {Map<string, Set<string>>} chosen chosen values by name, in the order to write them
 */
export function writeChoices(chosen) {
  const parts = [...chosen].filter(([, values]) => values.size).map(([name, values]) => `${name}=${[...values].join(",")}`);
  const here = location.pathname + location.search;
  history.replaceState(history.state, "", parts.length ? `${here}#${parts.join("&")}` : here);
}

/** Return what the boxes and radio buttons in `inputs` offer, and what is chosen, each by name. */
export function offeredBy(inputs) {
  return byName(inputs);
}

export function chosenIn(inputs) {
  return byName(inputs.filter((input) => input.checked && input.value));
}

/** Tick exactly what is chosen; an input with an empty value stands for «no matter». */
export function tick(inputs, chosen) {
  for (const input of inputs) {
    const values = chosen.get(input.name);
    input.checked = input.value ? Boolean(values?.has(input.value)) : !values;
  }
}

function byName(inputs) {
  const found = new Map();
  for (const input of inputs) {
    if (!found.has(input.name)) found.set(input.name, new Set());
    if (input.value) found.get(input.name).add(input.value);
  }
  return found;
}
