/** <plan-canvas>: select, move, resize and turn booths of a draft on the plan that the server drew.
 *
 *  Inside: `#canvas-scene` with the `<svg class="plan">`, the rulers, `#canvas-edit` (the form that edits are sent by),
 *  `[data-announce]`. Around it `#editor`, which the server's answers replace by morphing: tools, booths, findings,
 *  inspector. What is dragged is only shown; the server decides, and its answer brings plan, rules and history at once.
 *  Without this script every booth is a link and every edit a form. */

import { Camera } from "../plan/camera.js";
import { relabelAll } from "../plan/labels.js";
import { enhance } from "./fields.js";
import { Keys } from "./keys.js";
import { Preview } from "./preview.js";
import { Pushing } from "./pushing.js";
import { Rulers } from "./rulers.js";
import { Sending } from "./sending.js";
import { Idle } from "./states/idle.js";
import { Panning } from "./states/panning.js";
import { Pinching } from "./states/pinching.js";
import { Things } from "./things.js";

const WHEEL = 1.0016;
const REST_MS = 140;
const ZOOM = 1.5;
const SEEN_PX = 44; // a booth smaller than this on the screen is gone nearer to
const NEAR_PX = 84;
const SURROUNDINGS = 6000; // millimetres of the hall that are seen about a violation

class PlanCanvas extends HTMLElement {
  connectedCallback() {
    this.life = new AbortController();
    const { signal } = this.life;
    this.editor = this.closest("#editor");
    this.pointers = new Map();
    this.tool = "select";
    this.snaps = true;
    this.gridded = true;
    this.view = "editor";
    this.preview = new Preview(this);
    this.pushing = new Pushing(this);
    this.rulers = new Rulers(this);
    this.sending = new Sending(() => document.getElementById("canvas-edit"), {
      failed: () => this.failed(),
      signal,
    });
    this.toggleAttribute("data-ready", true);
    this.adopt();
    this.worked = this.selected;
    this.goTo(this.selected);
    this.revealShown();
    this.listen(signal);
    this.keys = new Keys(this, signal);
    enhance(this.editor, signal);
    this.resizing = new ResizeObserver(() => this.resized());
    this.resizing.observe(this);
  }

  disconnectedCallback() {
    this.life.abort();
    this.resizing.disconnect();
  }

  listen(signal) {
    const on = (where, name, call, options = {}) => where.addEventListener(name, call, { signal, ...options });
    on(document, "htmx:after:swap", () => this.swapped());
    on(this, "pointerdown", (event) => this.down(event));
    on(this, "pointermove", (event) => this.move(event));
    for (const end of ["pointerup", "pointercancel"]) on(this, end, (event) => this.up(event));
    on(this, "wheel", (event) => this.wheel(event), { passive: false });
    on(this, "dragstart", (event) => event.preventDefault());
    on(this, "click", (event) => this.click(event));
    on(this.editor, "click", (event) => this.tools(event));
  }

  get svg() {
    return this.querySelector("svg.plan");
  }

  get scene() {
    return this.querySelector("#canvas-scene");
  }

  /** Key of the selected booth. */
  get selected() {
    return this.scene.dataset.selected ?? "";
  }

  /** Whether whoever looks may edit. */
  get edits() {
    return this.dataset.editable === "yes" && this.tool === "select" && matchMedia("(width >= 720px)").matches;
  }

  /** The selected booth's frame in millimetres; null where it is no rectangle. */
  get frame() {
    const numbers = this.scene.dataset.frame?.split(" ").map(Number);
    if (!numbers) return null;
    const [x, y, width, depth, angle] = numbers;
    return { x: x * 1000, y: y * 1000, width: width * 1000, depth: depth * 1000, angle };
  }

  /** Take charge of the drawing that is there now, from where one looked before. */
  adopt() {
    const before = this.camera;
    this.things = new Things(this.svg);
    this.camera = new Camera(this.svg, (k, zoomed) => this.settled(k, zoomed));
    if (before) {
      this.camera.look(before.x, before.y, before.k);
      this.camera.commit();
    }
    this.state = new Idle(this);
    this.dress();
    for (const each of this.querySelectorAll(".ruler")) each.removeAttribute("hidden");
  }

  /** An answer of the server has been put in: the marks that only this page makes are gone with it. */
  swapped() {
    if (!this.isConnected || !this.svg) return;
    this.toggleAttribute("data-ready", true);
    if (this.selected && this.selected !== this.worked) this.current = this.selected;
    this.adopt();
    this.querySelector("#canvas-failed")?.remove();
    if (this.selected !== this.worked) this.turnTo(this.selected);
    else if (this.arriving) this.goTo(this.selected);
    this.arriving = false;
  }

  /** Another booth is worked on: show it on the plan and in the list, its numbers from the first one. */
  turnTo(key) {
    this.worked = key;
    const box = this.things.box(key);
    if (this.arriving) this.goTo(key);
    else if (box) this.camera.reveal(box);
    const row = document.getElementById(`row-${key}`);
    row?.scrollIntoView({ block: "nearest" });
    document.getElementById("inspector").scrollTop = 0;
  }

  dress() {
    this.svg.dataset.view = this.view;
    this.dataset.tool = this.tool;
    relabelAll(this.svg, this.camera.k);
    const here = this.things.tile(this.current) ? this.current : this.selected || this.things.tiles()[0]?.dataset.key;
    this.current = here ?? "";
    for (const tile of this.things.tiles()) {
      tile.querySelector("a").tabIndex = tile.dataset.key === this.current ? 0 : -1;
      tile.toggleAttribute("data-selected", tile.dataset.key === this.selected);
    }
    this.pressed("[data-tool]", (each) => each.dataset.tool === this.tool);
    const toggles = { snap: this.snaps, grid: this.gridded, states: this.view === "booking" };
    this.pressed("[data-toggle]", (each) => toggles[each.dataset.toggle]);
    this.rulers.grid(this.gridded);
    this.rulers.mark(this.things.box(this.selected) ?? null);
    this.handles();
  }

  /** Handles on the sides only where there is room for them. */
  handles() {
    const box = this.things.box(this.selected);
    const side = box ? Math.min(box.x1 - box.x0, box.y1 - box.y0) / this.camera.k : 0;
    this.svg.querySelector(".plan-handles")?.toggleAttribute("data-small", side < SEEN_PX);
  }

  /** Bring a booth into view, near enough to be worked on. */
  goTo(key) {
    const box = this.things.box(key);
    if (!box) return;
    const side = Math.min(box.x1 - box.x0, box.y1 - box.y0);
    const { camera } = this;
    if (side / camera.k >= SEEN_PX) {
      camera.reveal(box);
      return;
    }
    const k = side / NEAR_PX;
    camera.fly((box.x0 + box.x1) / 2 - (camera.width * k) / 2, (box.y0 + box.y1) / 2 - (camera.height * k) / 2, k);
  }

  pressed(selector, is) {
    for (const each of this.editor.querySelectorAll(selector)) each.setAttribute("aria-pressed", String(is(each)));
  }

  resized() {
    this.camera.resize();
    this.rulers.draw();
  }

  settled(k, zoomed) {
    if (!this.camera) return;
    if (zoomed) {
      relabelAll(this.svg, k);
      this.rulers.grid(this.gridded);
      const percent = Math.round((this.camera.widest / k) * 100);
      const shown = this.editor.querySelector("[data-zoomed]");
      if (shown) shown.textContent = `${percent}%`;
    }
    this.rulers.draw();
    this.handles();
  }

  /** Where on the hall a pointer is, in millimetres. */
  at(event) {
    const box = this.scene.getBoundingClientRect();
    const { x, y, k } = this.camera;
    return { x: x + (event.clientX - box.left) * k, y: y + (event.clientY - box.top) * k };
  }

  // Pointer ---------------------------------------------------------------------------------------------------------

  enter(state) {
    this.state = state;
    this.dataset.state = state.name;
  }

  rest() {
    this.enter(new Idle(this));
  }

  capture(pointerId) {
    this.setPointerCapture(pointerId);
  }

  down(event) {
    if (!event.target.closest(".plan")) return;
    this.pushing.send();
    if (event.pointerType === "touch" && getComputedStyle(this.svg).touchAction !== "none") {
      this.pointers.set(event.pointerId, event);
      if (this.pointers.size === 2) this.enter(new Pinching(this, this.pointers));
      return;
    }
    this.pointers.set(event.pointerId, event);
    if (this.pointers.size === 2) {
      this.state.cancel();
      this.enter(new Pinching(this, this.pointers));
    } else if (event.button === 1 || (event.button === 0 && this.tool === "pan")) {
      event.preventDefault();
      this.enter(new Panning(this, event));
      this.capture(event.pointerId);
    } else if (event.button === 0 && this.state.down) {
      this.state.down(event);
    }
  }

  move(event) {
    if (!this.pointers.has(event.pointerId)) return;
    this.pointers.set(event.pointerId, event);
    this.state.move(event);
  }

  up(event) {
    if (!this.pointers.delete(event.pointerId)) return;
    if (event.type === "pointercancel") this.state.cancel();
    else this.state.up(event);
  }

  wheel(event) {
    const fixed = getComputedStyle(document.body).overflowY === "hidden";
    if (!fixed && !event.ctrlKey && !this.contains(document.activeElement)) return;
    event.preventDefault();
    const box = this.scene.getBoundingClientRect();
    const pixels = event.deltaMode === 1 ? event.deltaY * 16 : event.deltaY;
    this.camera.start();
    this.camera.zoom(WHEEL ** (-pixels * (event.ctrlKey ? 4 : 1)), event.clientX - box.left, event.clientY - box.top);
    this.rulers.draw();
    clearTimeout(this.wheeled);
    this.wheeled = setTimeout(() => this.camera.commit(), REST_MS);
  }

  /** A click on a booth's link is a selection, made by the states; with a modifier the browser opens it. */
  click(event) {
    const link = event.target.closest(".booth a");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (event.detail === 0) this.select(link.closest(".booth").dataset.key); // by a screen reader, not by a pointer
  }

  /** Select a booth: its page's part brings inspector and ring. */
  select(key) {
    this.pushing.send();
    this.current = key;
    const link = this.things.link(key);
    link?.focus({ preventScroll: true });
    const href = link?.getAttribute("href");
    if (href && key !== this.selected) {
      htmx.ajax("GET", href, { source: this, target: "#editor", swap: "outerMorph", push: href });
    }
  }

  /** Move the ring and the handles along with a booth that is dragged. */
  shiftSelection(key, dx, dy) {
    if (key !== this.selected) return;
    for (const each of this.svg.querySelectorAll(".plan-selection, .plan-handles")) {
      each.setAttribute("transform", `translate(${dx} ${dy})`);
    }
  }

  hideSelection(hidden) {
    for (const each of this.svg.querySelectorAll(".plan-selection, .plan-handles"))
      each.toggleAttribute("hidden", hidden);
  }

  /** Send an edit. What was dragged stays to be seen until the answer is there. */
  edit(fields) {
    this.sending.send(fields);
  }

  failed() {
    this.preview.clear();
    this.hideSelection(false);
    this.shiftSelection(this.selected, 0, 0);
    for (const each of this.svg.querySelectorAll("[data-dragged]")) each.removeAttribute("data-dragged");
    const note = document.createElement("p");
    note.id = "canvas-failed";
    note.className = "notice bad canvas-message";
    note.setAttribute("role", "alert");
    note.textContent = this.dataset.saysFailed;
    this.querySelector("#canvas-failed")?.remove();
    this.append(note);
  }

  say(text) {
    this.querySelector("[data-announce]").textContent = text;
  }

  /** Give up what is being dragged or pushed. */
  escape() {
    const pushed = this.pushing.cancel();
    if (this.state.name === "idle" && !pushed) return;
    this.state.cancel();
    this.pointers.clear();
    this.say(this.dataset.saysCancelled);
  }

  // Tools -------------------------------------------------------------------------------------------------------------

  tools(event) {
    if (event.target.closest(".booth-rows a, .booth-search button, [data-show-booth]")) this.arriving = true;
    if (event.target.closest("[data-skip]")) {
      event.preventDefault();
      this.things.link(this.current)?.focus({ preventScroll: true });
    }
    const button = event.target.closest("[data-tool], [data-toggle], [data-zoom], [data-show], [data-open]");
    if (!button) return;
    const { tool, toggle, zoom, show, open } = button.dataset;
    if (tool) this.tool = tool;
    if (toggle === "snap") this.snaps = !this.snaps;
    if (toggle === "grid") this.gridded = !this.gridded;
    if (toggle === "states") this.view = this.view === "editor" ? "booking" : "editor";
    if (zoom === "in") this.zoomBy(ZOOM);
    if (zoom === "out") this.zoomBy(1 / ZOOM);
    if (zoom === "whole") this.zoomWhole();
    if (show) this.reveal(show);
    if (open) this.open(event, open);
    if (tool || toggle) this.dress();
  }

  zoomBy(factor) {
    this.camera.zoom(factor);
    this.camera.commit();
  }

  zoomWhole() {
    this.camera.whole();
    this.camera.commit();
  }

  /** Bring a violation into view. */
  reveal(subject) {
    const found = this.svg.querySelector(`[data-subject="${CSS.escape(subject)}"] path`);
    if (!found) return;
    const { x, y, width, height } = found.getBBox();
    const around = Math.max(0, SURROUNDINGS - Math.min(width, height)) / 2; // a sliver alone says nothing
    this.camera.reveal({ x0: x - around, y0: y - around, x1: x + width + around, y1: y + height + around });
  }

  /** A page that was opened at a finding begins with it in view. */
  revealShown() {
    const shown = this.svg.querySelector(".plan-violation[data-shown]");
    if (shown?.dataset.subject) this.reveal(shown.dataset.subject);
  }

  open(event, id) {
    const details = document.getElementById(id);
    event.preventDefault();
    details.open = true;
    details.querySelector("input:not([type=hidden])").focus();
  }
}

customElements.define("plan-canvas", PlanCanvas);
