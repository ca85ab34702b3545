/** Rectangles of booths: `{ x, y, width, depth, angle }`, millimetres of the hall and degrees clockwise as drawn, turned
 *  about their middle (as `edits/frame.py`). Pure: each function gives a new frame and leaves its own alone. */

/** Where on a frame each handle sits, in widths and depths from its upper left corner. */
export const HANDLES = {
  nw: [0, 0],
  n: [0.5, 0],
  ne: [1, 0],
  e: [1, 0.5],
  se: [1, 1],
  s: [0.5, 1],
  sw: [0, 1],
  w: [0, 0.5],
};

/** What stays where it is while a handle is dragged, in the server's words. */
export const ANCHORS = {
  nw: "bottom-right",
  n: "bottom",
  ne: "bottom-left",
  e: "left",
  se: "top-left",
  s: "top",
  sw: "top-right",
  w: "right",
};

export const LEAST = 100; // millimetres that a side must have

export function middle(frame) {
  return { x: frame.x + frame.width / 2, y: frame.y + frame.depth / 2 };
}

/** A point turned about another, clockwise as drawn. */
export function turnedPoint(point, about, degrees) {
  const turn = (degrees * Math.PI) / 180;
  const [dx, dy] = [point.x - about.x, point.y - about.y];
  return {
    x: about.x + dx * Math.cos(turn) - dy * Math.sin(turn),
    y: about.y + dx * Math.sin(turn) + dy * Math.cos(turn),
  };
}

/** The four corners, from the upper left one clockwise as drawn. */
export function corners(frame) {
  const about = middle(frame);
  return [HANDLES.nw, HANDLES.ne, HANDLES.se, HANDLES.sw].map(([u, v]) =>
    turnedPoint({ x: frame.x + u * frame.width, y: frame.y + v * frame.depth }, about, frame.angle),
  );
}

export function moved(frame, dx, dy) {
  return { ...frame, x: frame.x + dx, y: frame.y + dy };
}

export function turned(frame, degrees) {
  return { ...frame, angle: frame.angle + degrees };
}

/** The frame with another size, the point opposite to `handle` staying where it is. */
export function sized(frame, width, depth, handle) {
  const [u, v] = HANDLES[handle];
  const about = middle(frame);
  const stays = turnedPoint(
    { x: frame.x + (1 - u) * frame.width, y: frame.y + (1 - v) * frame.depth },
    about,
    frame.angle,
  );
  // From what stays to the new middle, before turning: half a side away on each side that the handle moves.
  const offset = { x: (u - 0.5) * width, y: (v - 0.5) * depth };
  const centre = turnedPoint({ x: stays.x + offset.x, y: stays.y + offset.y }, stays, frame.angle);
  return { ...frame, x: centre.x - width / 2, y: centre.y - depth / 2, width, depth };
}

/** The frame after its handle was dragged by (dx, dy) of the hall, sides on whole `step`s; never less than 0.1 m. */
export function stretched(frame, handle, dx, dy, step) {
  const [u, v] = HANDLES[handle];
  const along = turnedPoint({ x: dx, y: dy }, { x: 0, y: 0 }, -frame.angle);
  const width = frame.width + (u - 0.5) * 2 * along.x;
  const depth = frame.depth + (v - 0.5) * 2 * along.y;
  const kept = (value) => Math.max(LEAST, Math.round(value / step) * step);
  return sized(frame, u === 0.5 ? frame.width : kept(width), v === 0.5 ? frame.depth : kept(depth), handle);
}

/** The box around a frame: `{ x0, y0, x1, y1 }`. */
export function bounds(frame) {
  const all = corners(frame);
  const [xs, ys] = [all.map((each) => each.x), all.map((each) => each.y)];
  return { x0: Math.min(...xs), y0: Math.min(...ys), x1: Math.max(...xs), y1: Math.max(...ys) };
}

/** The degrees from a frame's middle down to a point: what its turning handle points at, 0 when it is not turned. */
export function bearing(frame, point) {
  const about = middle(frame);
  return (Math.atan2(about.x - point.x, point.y - about.y) * 180) / Math.PI;
}
