/** What is seen while something is dragged: the shape where it would come to rest, the lines it rests on, the distances
 *  to its neighbours. Drawn by the page, cheaply; what counts is what the server answers. */

const SVG = "http://www.w3.org/2000/svg";
const TAG_HIGH = 1.75;

export class Preview {
  constructor(canvas) {
    this.canvas = canvas;
  }

  /** The group that it is drawn in, anew after each answer of the server. */
  get group() {
    const overlay = this.canvas.svg.querySelector(".plan-overlay");
    let group = overlay.querySelector(".canvas-preview");
    if (!group) {
      group = make("g", { class: "canvas-preview", "aria-hidden": "true" });
      overlay.append(group);
    }
    return group;
  }

  /** Show a shape (path data at an offset), guides, measured gaps; and a line of figures. */
  show({ d, dx = 0, dy = 0, guides = [], gaps = [], meets = false, says = "" }) {
    const { x, y, width, height } = this.canvas.svg.viewBox.baseVal;
    const shape = make("path", { class: "preview-shape", d, transform: `translate(${dx} ${dy})` });
    shape.toggleAttribute("data-meets", meets);
    const lines = guides.map((each) =>
      make("path", {
        class: "plan-guide",
        d: "x" in each ? `M${each.x} ${y}V${y + height}` : `M${x} ${each.y}H${x + width}`,
      }),
    );
    this.group.replaceChildren(...lines, shape, ...gaps.map(dimension));
    this.figures(says);
  }

  figures(says) {
    const readout = this.canvas.querySelector("#canvas-readout");
    readout.textContent = says;
    readout.hidden = !says;
  }

  clear() {
    this.canvas.svg.querySelector(".canvas-preview")?.remove();
    this.figures("");
  }
}

function make(name, attributes, ...children) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

/** A measured line with its length on it, as `drawing.overlay.measure` writes it. */
function dimension({ from, to, gap }) {
  const says = (gap / 1000).toFixed(2);
  const wide = says.length * 0.6 + 1.1;
  const upright = from.x === to.x;
  const end = (at) =>
    make("line", {
      y1: "-.6em",
      y2: ".6em",
      transform: `translate(${at.x} ${at.y})${upright ? " rotate(90)" : ""}`,
    });
  const plate = make("rect", {
    x: `${-wide / 2}em`,
    y: `${-TAG_HIGH / 2}em`,
    width: `${wide}em`,
    height: `${TAG_HIGH}em`,
    rx: ".25em",
  });
  const text = make("text", { dy: ".35em" });
  text.textContent = says;
  return make(
    "g",
    { class: "plan-dimension" },
    make("path", { d: `M${from.x} ${from.y}L${to.x} ${to.y}` }),
    end(from),
    end(to),
    make("g", { transform: `translate(${(from.x + to.x) / 2} ${(from.y + to.y) / 2})` }, plate, text),
  );
}
