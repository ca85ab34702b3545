/** What is written on a booth at which zoom: the rules of `drawing/labels.py`, by the attributes it wrote.
 *  `data-bands="pattern:14 last:24 full:38"`: names of labels with the pixels of side from which they hold, rising. */

const known = new Map();

function steps(bands) {
  let found = known.get(bands);
  if (!found) {
    found = bands
      .split(" ")
      .filter(Boolean)
      .map((each) => {
        const at = each.lastIndexOf(":");
        return [each.slice(0, at), Number(each.slice(at + 1))];
      });
    known.set(bands, found);
  }
  return found;
}

/** The label for a side of so many pixels. */
export function labelAt(bands, px) {
  let held = "none";
  for (const [name, least] of steps(bands)) {
    if (px < least) break;
    held = name;
  }
  return held;
}

/** Choose the label of one element for `k` millimetres a pixel. */
export function relabel(element, k) {
  const label = labelAt(element.dataset.bands, Number(element.dataset.side) / k);
  if (element.dataset.label !== label) element.dataset.label = label;
}

/** Choose all labels of a plan. */
export function relabelAll(svg, k) {
  for (const each of svg.querySelectorAll("[data-bands]")) relabel(each, k);
}
