/** Moves, sizes and turns by key: presses that follow each other closely are one edit. Shown at once, sent at rest. */

import { LEAST, sized, turned } from "./frames.js";
import { path } from "./states/resizing.js";

const REST_MS = 350;

export class Pushing {
  constructor(canvas) {
    this.canvas = canvas;
    this.now = null;
  }

  /** Add to what is pushed; another kind of push sends the one before first. */
  add(kind, change) {
    const { canvas } = this;
    if (!canvas.edits || !canvas.selected) return;
    if (this.now && (this.now.kind !== kind || this.now.key !== canvas.selected)) this.send();
    this.now ??= { kind, key: canvas.selected, was: canvas.frame, x: 0, y: 0, degrees: 0 };
    change(this.now);
    this.show();
    clearTimeout(this.rest);
    this.rest = setTimeout(() => this.send(), REST_MS);
  }

  show() {
    const { kind, key, was, x, y, degrees } = this.now;
    const { preview } = this.canvas;
    if (kind === "move") {
      const outline = this.canvas.things.outline(key);
      const box = this.canvas.things.box(key);
      const says = `X ${((box.x0 + x) / 1000).toFixed(3)}   Y ${((box.y0 + y) / 1000).toFixed(3)}`;
      preview.show({ d: outline.d, dx: outline.x + x, dy: outline.y + y, says });
    } else if (was) {
      const frame = this.frame;
      const says =
        kind === "rotate"
          ? `${Math.round(was.angle + degrees)}°`
          : `${(frame.width / 1000).toFixed(3)} × ${(frame.depth / 1000).toFixed(3)}`;
      preview.show({ d: path(frame), says });
    }
  }

  get frame() {
    const { kind, was, x, y, degrees } = this.now;
    if (kind === "rotate") return turned(was, degrees);
    return sized(was, Math.max(LEAST, was.width + x), Math.max(LEAST, was.depth + y), "se");
  }

  send() {
    clearTimeout(this.rest);
    if (!this.now) return;
    const { kind, key, was, x, y, degrees } = this.now;
    if (kind === "move") this.canvas.edit({ do: "move", key, dx: metres(x), dy: metres(y) });
    else if (kind === "rotate") this.canvas.edit({ do: "rotate", key, degrees: degrees.toFixed(2) });
    else if (was) {
      const { width, depth } = this.frame;
      this.canvas.edit({ do: "resize", key, width: metres(width), depth: metres(depth), anchor: "top-left" });
    }
    this.now = null;
  }

  cancel() {
    clearTimeout(this.rest);
    const had = this.now !== null;
    this.now = null;
    if (had) this.canvas.preview.clear();
    return had;
  }
}

function metres(millimetres) {
  return (Math.round(millimetres) / 1000).toFixed(3);
}
