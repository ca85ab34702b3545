/** Rulers in metres at the top and the left of the canvas, in both languages at the same side; the grid; what is marked. */

const SVG = "http://www.w3.org/2000/svg";
const LABEL_PX = 64;
const GRID_PX = 12;
const STEPS = [0.1, 0.5, 1, 2, 5, 10, 20, 50];

export class Rulers {
  constructor(canvas) {
    this.canvas = canvas;
    this.top = canvas.querySelector(".ruler-top");
    this.side = canvas.querySelector(".ruler-side");
    this.marked = null;
  }

  /** Show the place of a box on both rulers; null: none. */
  mark(box) {
    this.marked = box;
    this.draw();
  }

  draw() {
    const { x, y, k, width, height } = this.canvas.camera;
    this.axis(this.top, x, k, width, "x");
    this.axis(this.side, y, k, height, "y");
  }

  axis(ruler, start, k, length, axis) {
    const wide = axis === "x";
    const step = STEPS.find((each) => (each * 1000) / k >= LABEL_PX) ?? STEPS.at(-1);
    const parts = [];
    if (this.marked) {
      const from = (this.marked[`${axis}0`] - start) / k;
      const size = (this.marked[`${axis}1`] - this.marked[`${axis}0`]) / k;
      const place = wide ? { x: from, y: 0, width: size, height: 22 } : { x: 0, y: from, width: 28, height: size };
      parts.push(make("rect", { class: "ruler-mark", ...place }));
    }
    let d = "";
    for (let metre = Math.floor(start / 1000 / step) * step; (metre * 1000 - start) / k < length; metre += step) {
      const px = (metre * 1000 - start) / k;
      d += wide ? `M${px} 22v-8` : `M28 ${px}h-8`;
      const half = px + (step * 500) / k;
      d += wide ? `M${half} 22v-4` : `M28 ${half}h-4`;
      const text = make("text", wide ? { x: px + 3, y: 10 } : { x: 2, y: px - 3 });
      text.textContent = String(Math.round(metre * 10) / 10);
      parts.push(text);
    }
    ruler.replaceChildren(...parts, make("path", { d }));
  }

  /** The grid under the booths, as fine as the zoom allows; drawn again at the end of each zoom and after each answer. */
  grid(shown) {
    const { svg, camera, things } = this.canvas;
    svg.querySelector(".canvas-grid")?.remove();
    if (!shown) return;
    const { x0, y0, x1, y1 } = things.floor();
    const step = 1000 * (STEPS.find((each) => each >= 0.5 && (each * 1000) / camera.k >= GRID_PX) ?? STEPS.at(-1));
    let d = "";
    for (let x = Math.ceil(x0 / step) * step; x <= x1; x += step) d += `M${x} ${y0}V${y1}`;
    for (let y = Math.ceil(y0 / step) * step; y <= y1; y += step) d += `M${x0} ${y}H${x1}`;
    svg.querySelector(".plan-floor").after(make("path", { class: "canvas-grid", d, "aria-hidden": "true" }));
  }
}

function make(name, attributes) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
}
