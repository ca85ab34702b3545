/** Nothing is being dragged. A press on a handle, a booth or the floor leads on. */

import { Panning } from "./panning.js";
import { Pressing } from "./pressing.js";
import { Resizing } from "./resizing.js";
import { Turning } from "./turning.js";

export class Idle {
  name = "idle";

  constructor(canvas) {
    this.canvas = canvas;
  }

  down(event) {
    const { canvas } = this;
    const handle = event.target.closest("[data-handle]")?.dataset.handle;
    const key = event.target.closest(".booth")?.dataset.key;
    if (handle && canvas.edits && canvas.frame) {
      canvas.enter(handle === "turn" ? new Turning(canvas, event) : new Resizing(canvas, event, handle));
    } else if (key) {
      // A finger drags only what is selected already: it should not take a booth along when it means the hall.
      const drags = canvas.edits && (event.pointerType !== "touch" || key === canvas.selected);
      canvas.enter(new Pressing(canvas, event, drags ? key : "", key));
    } else {
      canvas.enter(new Pressing(canvas, event, "", ""));
    }
  }

  move() {}

  up() {}

  cancel() {}

  /** For the middle button and the hand. */
  pan(event) {
    this.canvas.enter(new Panning(this.canvas, event));
  }
}
