/** The editor by keyboard: what each command of `commands.js` does. Single letters work only while the plan has the
 *  focus (WCAG 2.1.4); directions are those of the hall, left is left in both languages. */

import { nearest } from "../plan/walk.js";
import { command } from "./commands.js";

const LOOK_SHARE = 0.2;

export class Keys {
  constructor(canvas, signal) {
    this.canvas = canvas;
    canvas.addEventListener("focusin", (event) => this.entered(event), { signal });
    canvas.addEventListener("keydown", (event) => this.press(event, false), { signal });
    // Let go by itself, Alt would open the browser's menu.
    canvas.addEventListener("keyup", (event) => event.key === "Alt" && event.preventDefault(), { signal });
    canvas.editor.addEventListener("keydown", (event) => this.press(event, true), { signal });
    document.addEventListener("keydown", (event) => event.code === "Escape" && this.escape(), { signal });
  }

  /** The focus came to a booth: it is the one in the tab order. */
  entered(event) {
    const { things, current } = this.canvas;
    const key = event.target.closest(".booth")?.dataset.key;
    if (!key || key === current) return;
    const before = things.link(current);
    if (before) before.tabIndex = -1;
    this.canvas.current = key;
    things.link(key).tabIndex = 0;
  }

  press(event, anywhere) {
    if (event.defaultPrevented || event.target.closest("input, textarea, select")) return;
    if (!anywhere && !event.target.closest("#canvas-scene")) return;
    const found = command(event, anywhere);
    if (!found) return;
    event.preventDefault();
    found.perform(this);
  }

  walk(arrow) {
    const { things, current, camera } = this.canvas;
    const from = things.box(current);
    const next = from && nearest(things.places(), from, arrow);
    if (!next) return;
    things.link(next.number).focus({ preventScroll: true });
    camera.reveal(next);
  }

  look(x, y) {
    const { camera } = this.canvas;
    camera.fly(
      camera.x + x * LOOK_SHARE * camera.width * camera.k,
      camera.y + y * LOOK_SHARE * camera.height * camera.k,
      camera.k,
    );
  }

  push(dx, dy) {
    this.canvas.pushing.add("move", (push) => {
      push.x += dx;
      push.y += dy;
    });
  }

  grow(dx, dy) {
    if (!this.canvas.frame) return;
    this.canvas.pushing.add("resize", (push) => {
      push.x += dx;
      push.y += dy;
    });
  }

  turn(degrees) {
    this.canvas.pushing.add("rotate", (push) => {
      push.degrees += degrees;
    });
  }

  choose() {
    const { current, selected } = this.canvas;
    if (current === selected) document.querySelector("#inspector input.number, #inspector")?.focus();
    else this.canvas.select(current);
  }

  escape() {
    this.canvas.escape();
  }

  submit(id) {
    this.canvas.pushing.send();
    const form = document.getElementById(id);
    if (form && !form.querySelector("button[disabled]")) form.requestSubmit();
  }

  focusOn(id) {
    document.getElementById(id)?.focus();
  }

  zoomBy(factor) {
    this.canvas.zoomBy(factor);
  }

  zoomWhole() {
    this.canvas.zoomWhole();
  }

  nextFinding(way) {
    const all = [...this.canvas.editor.querySelectorAll(".findings [data-show], .findings [data-show-booth]")];
    if (all.length === 0) return;
    this.shown = ((this.shown ?? (way > 0 ? -1 : all.length)) + way + all.length) % all.length;
    all[this.shown].focus();
    all[this.shown].click();
  }
}
