/** The selected booth is turned by its handle. */

import { ltr } from "../figures.js";
import { bearing, bounds, turned } from "../frames.js";
import { path } from "./resizing.js";

const STEP = 15;

export class Turning {
  name = "turning";

  constructor(canvas, event) {
    this.canvas = canvas;
    this.key = canvas.selected;
    this.was = canvas.frame;
    this.from = bearing(this.was, canvas.at(event));
    this.degrees = 0;
    canvas.capture(event.pointerId);
    canvas.hideSelection(true);
  }

  move(event) {
    const free = event.altKey || !this.canvas.snaps;
    const way = bearing(this.was, this.canvas.at(event)) - this.from;
    const angle = free ? Math.round(this.was.angle + way) : Math.round((this.was.angle + way) / STEP) * STEP;
    this.degrees = angle - this.was.angle;
    const frame = turned(this.was, this.degrees);
    this.canvas.preview.show({ d: path(frame), says: ltr(`${angle.toFixed(0)}°`) });
    this.canvas.rulers.mark(bounds(frame));
  }

  up() {
    this.canvas.rest();
    const degrees = Math.round(((((this.degrees + 180) % 360) + 360) % 360) * 100) / 100 - 180;
    if (Math.abs(degrees) < 0.01) {
      this.cancel();
      return;
    }
    this.canvas.edit({ do: "rotate", key: this.key, degrees: degrees.toFixed(2) });
  }

  cancel() {
    this.canvas.preview.clear();
    this.canvas.hideSelection(false);
    this.canvas.rest();
  }
}
