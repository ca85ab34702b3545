/** What lies on the drawing: booths by key, where they are, what may be run into. Read from the server's markup. */

export class Things {
  constructor(svg) {
    this.svg = svg;
    this.known = null;
  }

  tiles() {
    return [...this.svg.querySelectorAll(".plan-booths .booth")];
  }

  tile(key) {
    return this.svg.querySelector(`.booth[data-key="${CSS.escape(key)}"]`);
  }

  link(key) {
    return this.tile(key)?.querySelector("a");
  }

  /** Every booth as a box of the hall: `{ number: key, block, x0, y0, x1, y1 }`, as the arrow keys want it. */
  places() {
    this.known ??= this.tiles().map((tile) => this.place(tile));
    return this.known;
  }

  place(tile) {
    const { x, y } = this.origin(tile);
    const box = tile.querySelector(".tile-shape").getBBox();
    return {
      number: tile.dataset.key,
      block: tile.closest(".plan-block"),
      x0: x + box.x,
      y0: y + box.y,
      x1: x + box.x + box.width,
      y1: y + box.y + box.height,
    };
  }

  box(key) {
    return this.places().find((each) => each.number === key);
  }

  /** The boxes of everything a booth could run into, but for the booth itself. */
  others(key) {
    const columns = [...this.svg.querySelectorAll(".plan-ground .plan-column, .plan-ground [data-kind] > path")];
    const solid = columns.map((each) => each.getBBox()).filter((each) => each.width * each.height > 0);
    const fixtures = solid.map((each) => ({
      x0: each.x,
      y0: each.y,
      x1: each.x + each.width,
      y1: each.y + each.height,
    }));
    return [...this.places().filter((each) => each.number !== key), ...fixtures];
  }

  /** The floor's box. */
  floor() {
    const box = this.svg.querySelector(".plan-floor").getBBox();
    return { x0: box.x, y0: box.y, x1: box.x + box.width, y1: box.y + box.height };
  }

  /** The millimetres of a tile's origin: its own place within its block, and the block's. */
  origin(tile) {
    let [x, y] = [0, 0];
    for (let each = tile; each !== this.svg; each = each.parentNode) {
      const matrix = each.transform?.baseVal.consolidate()?.matrix;
      if (matrix) [x, y] = [x + matrix.e, y + matrix.f];
    }
    return { x, y };
  }

  /** A booth's outline as path data, and where that lies. */
  outline(key) {
    const tile = this.tile(key);
    return { d: tile.querySelector(".tile-shape").getAttribute("d"), ...this.origin(tile) };
  }
}
