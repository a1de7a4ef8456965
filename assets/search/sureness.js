/** How sure a way of finding a word is, from 0 to 1. */
export const SURE = { same: 1, rewritten: 0.95, synonym: 0.8, within: 0.75, head: 0.55, near: 0.75, start: 0.7, loose: 0.45, modifier: 0.35 };
