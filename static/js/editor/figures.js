/** Figures as they stand beside words of either direction: millimetres as metres, isolated from left to right. */

const ISOLATE = "\u2066";
const END = "\u2069";

/** 20400 → "20.400" */
export const metres = (millimetres) => (millimetres / 1000).toFixed(3);

/** Text that keeps its order from left to right wherever it stands. */
export const ltr = (text) => `${ISOLATE}${text}${END}`;
