/** Which booth comes next in a direction, by where they lie: the arrow keys of a map that never mirrors.
 *  A place is `{ number, block, x0, y0, x1, y1 }` in millimetres of the hall, y growing downwards. */

const AXES = {
  ArrowRight: { along: "x", sign: 1 },
  ArrowLeft: { along: "x", sign: -1 },
  ArrowDown: { along: "y", sign: 1 },
  ArrowUp: { along: "y", sign: -1 },
};
const SIDEWAYS = 2; // a booth straight ahead is preferred to a nearer one that lies aside

/** The nearest place in the direction of an arrow key; null where none lies that way. */
export function nearest(places, from, key) {
  const { along, sign } = AXES[key];
  const across = along === "x" ? "y" : "x";
  let best = null;
  let least = Infinity;
  for (const each of places) {
    const ahead = sign * (middle(each, along) - middle(from, along));
    if (each === from || ahead <= 1) continue;
    const gap = Math.max(0, sign > 0 ? each[`${along}0`] - from[`${along}1`] : from[`${along}0`] - each[`${along}1`]);
    const aside = apart(each, from, across);
    // Straight ahead, and of those the one whose middle is most in line.
    const cost = gap + SIDEWAYS * aside + Math.abs(middle(each, across) - middle(from, across)) / 4;
    if (aside > 0 && aside > ahead) continue;
    if (cost < least) [best, least] = [each, cost];
  }
  return best;
}

/** The first (`Home`) or last (`End`) booth of the row that a booth stands in, within its block. */
export function endOfRow(places, from, key) {
  const row = places.filter((each) => each.block === from.block && apart(each, from, "y") < 0);
  const sorted = row.sort((one, other) => middle(one, "x") - middle(other, "x"));
  return key === "Home" ? sorted[0] : sorted[sorted.length - 1];
}

/** The first booth of the next (`PageDown`) or previous (`PageUp`) block, in the order of numbers. */
export function otherBlock(places, from, key) {
  const blocks = [...new Set(places.map((each) => each.block))];
  const at = blocks.indexOf(from.block) + (key === "PageDown" ? 1 : -1);
  return places.find((each) => each.block === blocks[at]) ?? null;
}

function middle(place, axis) {
  return (place[`${axis}0`] + place[`${axis}1`]) / 2;
}

/** How far apart two places are along an axis; below 0 where they overlap. */
function apart(one, other, axis) {
  return Math.max(one[`${axis}0`], other[`${axis}0`]) - Math.min(one[`${axis}1`], other[`${axis}1`]);
}
