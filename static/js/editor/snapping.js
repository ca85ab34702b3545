/** Where a moved box comes to rest: on an edge of something near by, else on the grid. Pure; boxes are
 *  `{ x0, y0, x1, y1 }` in millimetres of the hall. */

export const GRID = 100;
const REACH_PX = 8;

/** Lines to rest on: the edges of all boxes but the moved one. */
export function lines(boxes) {
  return {
    x: [...new Set(boxes.flatMap((each) => [each.x0, each.x1]).map(Math.round))],
    y: [...new Set(boxes.flatMap((each) => [each.y0, each.y1]).map(Math.round))],
  };
}

/** The way that a box goes when it was dragged by (dx, dy), and the lines that it rests on.
 *  `k`: millimetres a pixel; `free`: rest on whole millimetres only. */
export function snapped(box, dx, dy, edges, k, free) {
  if (free) return { dx: Math.round(dx), dy: Math.round(dy), guides: [] };
  const x = along(box.x0, box.x1, dx, edges.x, REACH_PX * k);
  const y = along(box.y0, box.y1, dy, edges.y, REACH_PX * k);
  const guides = [];
  if (x.line !== null) guides.push({ x: x.line });
  if (y.line !== null) guides.push({ y: y.line });
  return { dx: x.way, dy: y.way, guides };
}

function along(low, high, way, edges, reach) {
  let best = { way: onGrid(low + way) - low, line: null };
  let least = reach;
  for (const line of edges) {
    for (const edge of [low, high]) {
      const off = Math.abs(edge + way - line);
      if (off <= least) {
        least = off;
        best = { way: Math.round(line - edge), line };
      }
    }
  }
  return { ...best, way: Math.round(best.way) };
}

function onGrid(value) {
  return Math.round(value / GRID) * GRID;
}

/** The distance from a box to the next one on each side that it faces, up to `most`; none where nothing is near. */
export function gaps(box, boxes, most) {
  const found = {};
  for (const other of boxes) {
    const overX = Math.min(box.x1, other.x1) - Math.max(box.x0, other.x0);
    const overY = Math.min(box.y1, other.y1) - Math.max(box.y0, other.y0);
    if (overY > 0) {
      nearer(found, "left", box.x0 - other.x1, most, other);
      nearer(found, "right", other.x0 - box.x1, most, other);
    }
    if (overX > 0) {
      nearer(found, "top", box.y0 - other.y1, most, other);
      nearer(found, "bottom", other.y0 - box.y1, most, other);
    }
  }
  return Object.entries(found).map(([side, { gap, other }]) => ({ side, gap, ...between(side, box, other, gap) }));
}

function nearer(found, side, gap, most, other) {
  if (gap >= 10 && gap <= most && (!found[side] || gap < found[side].gap)) found[side] = { gap, other };
}

/** The line along which a gap is measured: in the middle of what the two boxes have in common. */
function between(side, box, other, gap) {
  const level = (axis) =>
    (Math.max(box[`${axis}0`], other[`${axis}0`]) + Math.min(box[`${axis}1`], other[`${axis}1`])) / 2;
  if (side === "left") return { from: { x: box.x0 - gap, y: level("y") }, to: { x: box.x0, y: level("y") } };
  if (side === "right") return { from: { x: box.x1, y: level("y") }, to: { x: box.x1 + gap, y: level("y") } };
  if (side === "top") return { from: { x: level("x"), y: box.y0 - gap }, to: { x: level("x"), y: box.y0 } };
  return { from: { x: level("x"), y: box.y1 }, to: { x: level("x"), y: box.y1 + gap } };
}

/** Whether two boxes go into each other by more than touching (4 mm). A hint while dragging; the server decides. */
export function meets(box, boxes) {
  return boxes.some(
    (each) =>
      Math.min(box.x1, each.x1) - Math.max(box.x0, each.x0) > 4 &&
      Math.min(box.y1, each.y1) - Math.max(box.y0, each.y0) > 4,
  );
}
