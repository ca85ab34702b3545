/** A booth is dragged. Everything is worked out from where it was at the start and the whole way since. */

import { ltr, metres } from "../figures.js";
import { gaps, lines, meets, snapped } from "../snapping.js";

const MOST_GAP = 12_000; // millimetres: farther away is no neighbour
const LEAST_PX = 26; // a shorter line has no room for its figure

export class Moving {
  name = "moving";

  constructor(canvas, event, key) {
    this.canvas = canvas;
    this.key = key;
    const { things } = canvas;
    this.from = canvas.at(event);
    this.box = things.box(key);
    this.outline = things.outline(key);
    this.others = things.others(key);
    this.floor = things.floor();
    this.edges = lines([...this.others, this.floor]);
    this.way = { dx: 0, dy: 0 };
    things.tile(key).setAttribute("data-dragged", "");
  }

  move(event) {
    const to = this.canvas.at(event);
    const free = event.altKey || !this.canvas.snaps;
    this.way = snapped(this.box, to.x - this.from.x, to.y - this.from.y, this.edges, this.canvas.camera.k, free);
    this.show();
  }

  show() {
    const { dx, dy, guides } = this.way;
    const { k } = this.canvas.camera;
    const box = {
      x0: this.box.x0 + dx,
      y0: this.box.y0 + dy,
      x1: this.box.x1 + dx,
      y1: this.box.y1 + dy,
    };
    const into = meets(box, this.others);
    const near = into ? [] : gaps(box, [...this.others, ...walls(this.floor)], MOST_GAP);
    this.canvas.preview.show({
      d: this.outline.d,
      dx: this.outline.x + dx,
      dy: this.outline.y + dy,
      guides,
      gaps: near.filter((each) => each.gap / k >= LEAST_PX),
      meets: into,
      says: `${this.canvas.dataset.x} ${ltr(metres(box.x0))} \u00a0 ${this.canvas.dataset.y} ${ltr(metres(box.y0))}`,
    });
    this.canvas.shiftSelection(this.key, dx, dy);
    this.canvas.rulers.mark(box);
  }

  up() {
    const { dx, dy } = this.way;
    this.canvas.rest();
    if (!dx && !dy) {
      this.cancel();
      return;
    }
    this.canvas.edit({ do: "move", key: this.key, dx: metres(dx), dy: metres(dy) });
  }

  cancel() {
    this.canvas.things.tile(this.key)?.removeAttribute("data-dragged");
    this.canvas.preview.clear();
    this.canvas.shiftSelection(this.key, 0, 0);
    this.canvas.rest();
  }
}

/** The hall's sides as boxes without width, so that distances to them are measured as to anything else. */
function walls({ x0, y0, x1, y1 }) {
  return [
    { x0, y0, x1: x0, y1 },
    { x0: x1, y0, x1, y1 },
    { x0, y0, x1, y1: y0 },
    { x0, y0: y1, x1, y1 },
  ];
}
