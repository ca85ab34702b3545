/** A plan by keyboard. Single letters work only while it has the focus (WCAG 2.1.4), by the key's place (`code`), so that
 *  an Arabic layout types the same. Directions are those of the hall: left is left in both languages. */

import { endOfRow, nearest, otherBlock } from "./walk.js";

const TYPING_MS = 1400;
const STEP = 1.5;
const PAN_SHARE = 0.2;

export class Keys {
  /** `plan` is the element: `booths`, `camera`, `open(number)`, `enterPanel()`, `goTo(number)`. */
  constructor(svg, plan, signal) {
    this.plan = plan;
    this.typed = "";
    svg.addEventListener("keydown", (event) => this.press(event), { signal });
    svg.addEventListener("focusin", (event) => this.entered(event), { signal });
  }

  entered(event) {
    const number = event.target.closest(".booth")?.dataset.number;
    if (!number || number === this.plan.booths.current) return;
    this.plan.booths.enter(number);
  }

  press(event) {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const done = this.move(event) || this.zoom(event) || this.act(event) || this.type(event);
    if (done) event.preventDefault();
  }

  move(event) {
    const { booths, camera } = this.plan;
    const { key } = event;
    if (key.startsWith("Arrow") && event.shiftKey) {
      const dx = { ArrowLeft: 1, ArrowRight: -1 }[key] ?? 0;
      const dy = { ArrowUp: 1, ArrowDown: -1 }[key] ?? 0;
      camera.fly(
        camera.x - dx * PAN_SHARE * camera.width * camera.k,
        camera.y - dy * PAN_SHARE * camera.height * camera.k,
        camera.k,
      );
      return true;
    }
    const from = booths.place(booths.current);
    if (!from) return false;
    let next;
    if (key.startsWith("Arrow")) next = nearest(booths.all(), from, key);
    else if (key === "Home" || key === "End") next = endOfRow(booths.all(), from, key);
    else if (key === "PageUp" || key === "PageDown") next = otherBlock(booths.all(), from, key);
    else return false;
    if (next) this.plan.goTo(next.number);
    return true;
  }

  zoom(event) {
    const { camera } = this.plan;
    if (event.key === "+" || event.key === "=") this.plan.zoomBy(STEP);
    else if (event.key === "-" && !this.typed) this.plan.zoomBy(1 / STEP);
    else if (event.key === "0" && !this.typed) {
      camera.whole();
      camera.commit();
    } else return false;
    return true;
  }

  act(event) {
    const number = event.target.closest(".booth")?.dataset.number;
    if ((event.key === "Enter" || event.key === " ") && number) {
      if (this.plan.shows(number)) this.plan.enterPanel();
      else this.plan.open(number);
      return true;
    }
    if (event.code === "Slash" && !event.shiftKey) {
      document.getElementById("plan-q")?.focus();
      return true;
    }
    if (event.code === "KeyL" && !this.leads("L")) return focusFirst(".map-legend input, #state-free");
    if (event.code === "KeyF" && !this.leads("F")) return focusFirst(".map-filters > summary");
    return false;
  }

  /** Whether a letter is (the beginning of) what is being typed: then it is no command. */
  leads(letter) {
    return this.typed !== "" || this.plan.booths.all().some((each) => each.number.startsWith(letter));
  }

  /** A number typed on the plan ("a204") goes to its booth. */
  type(event) {
    const char = /^(?:Key([A-Z])|(?:Digit|Numpad)([0-9])|(Minus))$/.exec(event.code);
    if (!char || event.shiftKey) return false;
    this.typed += char[1] ?? char[2] ?? "";
    clearTimeout(this.forget);
    this.forget = setTimeout(() => (this.typed = ""), TYPING_MS);
    const all = this.plan.booths.all();
    const plain = (number) => number.replace(/[-.]/g, "");
    const found =
      all.find((each) => plain(each.number) === this.typed) ??
      all.find((each) => plain(each.number).startsWith(this.typed));
    if (found && this.typed) this.plan.goTo(found.number);
    return true;
  }
}

function focusFirst(selector) {
  document.querySelector(selector)?.focus();
  return true;
}
