/** The pointer is down and has not moved far enough to mean a drag. Let go here, it is a click. */

import { Moving } from "./moving.js";
import { Panning } from "./panning.js";

const DRAG_PX = 4;

export class Pressing {
  name = "pressing";

  /** `drags`: key of the booth that a drag would move, empty where it would move the view. `key`: what a click selects. */
  constructor(canvas, event, drags, key) {
    this.canvas = canvas;
    this.start = event;
    this.drags = drags;
    this.key = key;
  }

  move(event) {
    if (Math.hypot(event.clientX - this.start.clientX, event.clientY - this.start.clientY) < DRAG_PX) return;
    const { canvas } = this;
    const next = this.drags ? new Moving(canvas, this.start, this.drags) : new Panning(canvas, this.start);
    canvas.enter(next);
    canvas.capture(event.pointerId);
    next.move(event);
  }

  up() {
    this.canvas.rest();
    if (this.key) this.canvas.select(this.key);
  }

  cancel() {
    this.canvas.rest();
  }
}
