/** A handle of the selected booth is dragged; the point opposite to it stays. */

import { ltr, metres } from "../figures.js";
import { ANCHORS, bounds, corners, stretched } from "../frames.js";
import { GRID, meets } from "../snapping.js";

export class Resizing {
  name = "resizing";

  constructor(canvas, event, handle) {
    this.canvas = canvas;
    this.handle = handle;
    this.key = canvas.selected;
    this.was = canvas.frame;
    this.frame = this.was;
    this.from = canvas.at(event);
    this.others = canvas.things.others(this.key);
    canvas.capture(event.pointerId);
    canvas.hideSelection(true);
  }

  move(event) {
    const to = this.canvas.at(event);
    const step = event.altKey || !this.canvas.snaps ? 1 : GRID;
    this.frame = stretched(this.was, this.handle, to.x - this.from.x, to.y - this.from.y, step);
    this.canvas.preview.show({
      d: path(this.frame),
      meets: this.frame.angle % 90 === 0 && meets(bounds(this.frame), this.others),
      says: ltr(`${metres(this.frame.width)} × ${metres(this.frame.depth)}`),
    });
    this.canvas.rulers.mark(bounds(this.frame));
  }

  up() {
    const { width, depth } = this.frame;
    this.canvas.rest();
    if (width === this.was.width && depth === this.was.depth) {
      this.cancel();
      return;
    }
    const size = { width: (width / 1000).toFixed(3), depth: (depth / 1000).toFixed(3) };
    this.canvas.edit({ do: "resize", key: this.key, ...size, anchor: ANCHORS[this.handle] });
  }

  cancel() {
    this.canvas.preview.clear();
    this.canvas.hideSelection(false);
    this.canvas.rest();
  }
}

/** Path data of a frame. */
export function path(frame) {
  return `M${corners(frame)
    .map((each) => `${each.x.toFixed(0)} ${each.y.toFixed(0)}`)
    .join("L")}z`;
}
