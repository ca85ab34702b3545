/** Where one looks at a plan from. While a gesture lasts only a CSS transform moves the picture (the compositor has it
 *  already); at its end the `viewBox` is set once and everything that keeps its size on the screen is told the scale.
 *  Measured: a `viewBox` in every frame lays out every label again, at 5,000 booths 8 frames a second instead of 60.
 *
 *  `x`, `y` are the millimetres at the upper left corner, `k` is millimetres a pixel. */

const CLOSEST = 2.5; // a booth of 3 m is 1,200 pixels then
const LEAST_PX = 26; // of a booth's shorter side, to be looked at
const READABLE_PX = 60;
const FLIGHT_MS = 320;
const TOOLS_PX = 74; // below the whole hall, for the tools and the scale
const DOORS_PX = 12; // above it, for the names of doors
const LABEL_PX = 11; // as `drawing.labels.LABEL_PX`

export class Camera {
  /** `settled(k, zoomed)` is called at the end of each move. */
  constructor(svg, settled) {
    this.svg = svg;
    this.settled = settled;
    this.scene = svg.querySelector(".plan-scene");
    this.patterns = [...svg.querySelectorAll("pattern[data-turn]")];
    const { x, y, width, height } = svg.viewBox.baseVal;
    this.bounds = { x, y, width, height };
    this.moving = false;
    this.measure();
    this.whole();
    this.commit();
  }

  /** Take the size of the box anew. */
  measure() {
    const box = this.svg.parentElement.getBoundingClientRect();
    this.width = Math.max(1, box.width);
    this.height = Math.max(1, box.height);
    this.free = Math.max(this.height / 2, this.height - TOOLS_PX - DOORS_PX);
    this.widest = Math.max(this.bounds.width / this.width, this.bounds.height / this.free);
  }

  /** The box has another size: keep the middle and the scale, or the whole hall if that was to be seen. */
  resize() {
    const wasWhole = this.k >= this.widest - 0.01;
    const middle = { x: this.x + (this.width * this.k) / 2, y: this.y + (this.height * this.k) / 2 };
    this.measure();
    if (wasWhole) this.whole();
    else this.look(middle.x - (this.width * this.k) / 2, middle.y - (this.height * this.k) / 2, this.k);
    this.commit();
  }

  /** The place and scale at which the whole hall is seen. */
  whole() {
    const { x, y, width, height } = this.bounds;
    const k = this.widest;
    this.look(x + (width - this.width * k) / 2, y + (height - this.free * k) / 2 - DOORS_PX * k, k);
  }

  /** Look from a place, as near to it as the hall allows. */
  look(x, y, k) {
    this.k = Math.min(this.widest, Math.max(CLOSEST, k));
    this.x = kept(x, this.bounds.x, this.bounds.width, this.width * this.k);
    this.y = kept(y, this.bounds.y, this.bounds.height, this.height * this.k);
  }

  /** A gesture begins: the picture becomes a layer of its own. */
  start() {
    if (this.moving) return;
    this.moving = true;
    this.svg.style.transition = "";
    this.svg.style.willChange = "transform";
  }

  /** Move by pixels. */
  pan(dx, dy) {
    this.look(this.x - dx * this.k, this.y - dy * this.k, this.k);
    this.show();
  }

  /** Zoom by a factor (above 1: nearer) about a point of the box in pixels. */
  zoom(factor, px = this.width / 2, py = this.height / 2) {
    const before = this.k;
    const k = Math.min(this.widest, Math.max(CLOSEST, before / factor));
    this.look(this.x + px * (before - k), this.y + py * (before - k), k);
    this.show();
  }

  /** The transform that makes the picture drawn for the committed place look as from the present one. */
  show() {
    const from = this.committed;
    const dx = (from.x - this.x) / this.k;
    const dy = (from.y - this.y) / this.k;
    this.svg.style.transform = `translate(${dx}px, ${dy}px) scale(${from.k / this.k})`;
  }

  /** A gesture ends: draw the picture for the place it led to. */
  commit() {
    const zoomed = this.committed?.k !== this.k;
    this.committed = { x: this.x, y: this.y, k: this.k };
    this.svg.setAttribute("viewBox", [this.x, this.y, this.width * this.k, this.height * this.k].map(round).join(" "));
    if (zoomed) {
      this.svg.dataset.k = String(round(this.k));
      this.scene.setAttribute("font-size", String(round(LABEL_PX * this.k)));
      for (const each of this.patterns) {
        each.setAttribute("patternTransform", `scale(${round(this.k)}) rotate(${each.dataset.turn})`);
      }
    }
    this.svg.style.transition = "";
    this.svg.style.transform = "";
    this.svg.style.willChange = "";
    this.moving = false;
    this.settled(this.k, zoomed);
  }

  /** Go to a place at once, or by a short flight where that is wanted and not far. */
  fly(x, y, k) {
    this.look(x, y, k);
    const from = this.committed;
    const far =
      Math.hypot((this.x - from.x) / this.k, (this.y - from.y) / this.k) > 2 * Math.max(this.width, this.height);
    if (far || matchMedia("(prefers-reduced-motion: reduce)").matches) {
      this.commit();
      return;
    }
    this.svg.style.willChange = "transform";
    this.svg.style.transition = `transform ${FLIGHT_MS}ms ease-out`;
    this.show();
    clearTimeout(this.flight);
    this.flight = setTimeout(() => this.commit(), FLIGHT_MS);
  }

  /** Bring a box of the hall (millimetres) into the part of the view that nothing covers; stay where it is in view.
   *  Where it is too small to be read, go nearer. `covered`: pixels at the bottom under a sheet. */
  reveal(box, covered = 0) {
    const side = Math.min(box.x1 - box.x0, box.y1 - box.y0);
    const k = side / this.k < LEAST_PX ? side / READABLE_PX : this.k;
    const room = { x: 24 * k, y: 24 * k };
    const width = this.width * k;
    const height = (this.height - covered) * k;
    let { x, y } = k === this.k ? this : { x: Infinity, y: Infinity };
    if (box.x0 - room.x < x || box.x1 + room.x > x + width) x = (box.x0 + box.x1) / 2 - width / 2;
    if (box.y0 - room.y < y || box.y1 + room.y > y + height) y = (box.y0 + box.y1) / 2 - height / 2;
    if (x !== this.x || y !== this.y) this.fly(x, y, k);
  }
}

/** A coordinate at which the hall stays in view: whole where it fits, else its edge no further in than the middle. */
function kept(value, start, length, seen) {
  if (seen >= length) return Math.min(start, Math.max(start + length - seen, value));
  return Math.min(start + length - seen / 2, Math.max(start - seen / 2, value));
}

function round(value) {
  return Math.round(value * 100) / 100;
}
