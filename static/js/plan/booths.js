/** The tiles of a plan as the page's reader sees them: own ones marked, unmatched ones told apart, one selected, one in
 *  the tab order, changed ones shown once. Server and feed write neutral tiles; `dress` puts these marks (back) on. */

import { relabel } from "./labels.js";

const SVG = "http://www.w3.org/2000/svg";
const CHANGED_MS = 2000;
const TAKEN = new Set(["held", "submitted", "confirmed"]);

export class Booths {
  constructor(svg) {
    this.svg = svg;
    this.own = new Set();
    this.matches = null; // null: no filter
    this.selected = "";
    this.current = "";
    this.told = new Map();
    this.revealed = []; // one's own ones that were neutral for the first time at the last dressing
    this.places = null;
    for (const tile of this.tiles()) this.told.set(tile.dataset.number, this.says(tile));
  }

  tiles() {
    return this.svg.querySelectorAll(".plan-booths .booth");
  }

  tile(number) {
    return this.svg.querySelector(`.booth[data-number="${CSS.escape(number)}"]`);
  }

  link(number) {
    return this.tile(number)?.querySelector("a");
  }

  /** All that a tile says of its booth. */
  says(tile) {
    return tile.dataset.state === "mine" ? "mine" : tile.querySelector("a").getAttribute("aria-label");
  }

  /** Put the reader's marks on every tile. Gives the numbers of which something else is said since the last time. */
  dress(k) {
    const changed = [];
    this.revealed = [];
    for (const tile of this.tiles()) {
      const { number } = tile.dataset;
      tile.toggleAttribute("data-mine", this.own.has(number));
      tile.toggleAttribute("data-unmatched", this.matches !== null && !this.matches.has(number));
      tile.toggleAttribute("data-selected", number === this.selected);
      tile.querySelector("a").tabIndex = number === this.current ? 0 : -1;
      relabel(tile, k);
      const [before, says] = [this.told.get(number), this.says(tile)];
      // One that the server wrote as one's own did not say how it stood: whether that changed is not known.
      const neutral = before === "mine" && TAKEN.has(tile.dataset.state);
      if (neutral) this.revealed.push(number);
      else if (before !== undefined && before !== says) changed.push(number);
      this.told.set(number, says);
    }
    return changed;
  }

  /** Whether somebody has this booth. */
  isTaken(number) {
    return TAKEN.has(this.tile(number)?.dataset.state);
  }

  /** Let this booth be the one in the tab order. */
  enter(number) {
    const before = this.link(this.current);
    if (before) before.tabIndex = -1;
    this.current = number;
    const link = this.link(number);
    if (link) link.tabIndex = 0;
    return link;
  }

  /** The booth at which the keyboard enters: selected, else the first that is asked for. */
  entry() {
    if (this.tile(this.selected)) return this.selected;
    const first = [...this.tiles()].find((tile) => this.matches === null || this.matches.has(tile.dataset.number));
    return first?.dataset.number ?? this.svg.querySelector(".booth")?.dataset.number ?? "";
  }

  /** Mark a booth as selected, with a ring on its edge; none for an empty number. */
  select(number) {
    this.tile(this.selected)?.removeAttribute("data-selected");
    this.selected = number;
    const overlay = this.svg.querySelector(".plan-overlay");
    overlay.querySelector(".plan-selection")?.remove();
    const tile = this.tile(number);
    if (!tile) return;
    tile.setAttribute("data-selected", "");
    const { x, y } = this.origin(tile);
    const ring = document.createElementNS(SVG, "g");
    ring.setAttribute("class", "plan-selection");
    ring.setAttribute("aria-hidden", "true");
    ring.setAttribute("transform", `translate(${x} ${y})`);
    for (const name of ["plan-halo", "plan-ring"]) {
      const path = tile.querySelector(".tile-shape").cloneNode();
      path.setAttribute("class", name);
      ring.append(path);
    }
    overlay.append(ring);
  }

  /** Show that booths have changed, on the plan and in the list. */
  flash(numbers) {
    for (const number of numbers) {
      for (const each of [this.tile(number), document.getElementById(`row-${number}`)]) {
        if (!each) continue;
        each.removeAttribute("data-changed");
        requestAnimationFrame(() => each.setAttribute("data-changed", ""));
        setTimeout(() => each.removeAttribute("data-changed"), CHANGED_MS);
      }
    }
  }

  /** Where every booth lies, for the arrow keys: read once per plan. */
  all() {
    this.places ??= [...this.tiles()].map((tile) => {
      const { x, y } = this.origin(tile);
      const box = tile.querySelector(".tile-shape").getBBox();
      const block = tile.closest(".plan-block");
      return {
        number: tile.dataset.number,
        block,
        x0: x + box.x,
        y0: y + box.y,
        x1: x + box.x + box.width,
        y1: y + box.y + box.height,
      };
    });
    return this.places;
  }

  /** Where a booth lies. */
  place(number) {
    return this.all().find((each) => each.number === number);
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
}
