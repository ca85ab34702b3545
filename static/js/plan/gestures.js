/** Wheel, drag, pinch and double tap on a plan. The wheel zooms with Ctrl or when the plan has the focus; otherwise the
 *  page scrolls and a hint says so once. */

const DRAG_PX = 4;
const REST_MS = 160;
const WHEEL = 1.0016;
const DOUBLE_MS = 320;
const STEP = 1.6;

export class Gestures {
  constructor(element, camera, signal, { hint, pansWithOneFinger }) {
    this.element = element;
    this.camera = camera;
    this.hint = hint;
    this.pansWithOneFinger = pansWithOneFinger;
    this.pointers = new Map();
    this.dragged = false;
    const listen = (name, handler, more = {}) =>
      element.addEventListener(name, handler.bind(this), { signal, ...more });
    listen("wheel", this.wheel, { passive: false });
    listen("pointerdown", this.down);
    listen("pointermove", this.move);
    listen("pointerup", this.up);
    listen("pointercancel", this.up);
    listen("lostpointercapture", this.up);
    listen("dragstart", (event) => event.preventDefault());
    listen("click", this.click, { capture: true });
  }

  wheel(event) {
    if (!event.ctrlKey && !this.element.contains(document.activeElement)) {
      this.hint();
      return;
    }
    event.preventDefault();
    const box = this.element.getBoundingClientRect();
    const pixels = event.deltaMode === 1 ? event.deltaY * 16 : event.deltaY;
    this.camera.start();
    // A pinch on a touch pad comes as a wheel with Ctrl, in small steps.
    this.camera.zoom(WHEEL ** (-pixels * (event.ctrlKey ? 4 : 1)), event.clientX - box.left, event.clientY - box.top);
    clearTimeout(this.rest);
    this.rest = setTimeout(() => this.camera.commit(), REST_MS);
  }

  down(event) {
    if (event.button !== 0) return;
    if (event.pointerType === "touch" && !this.pansWithOneFinger() && this.pointers.size === 0 && event.isPrimary) {
      this.pointers.set(event.pointerId, event);
      return;
    }
    this.pointers.set(event.pointerId, event);
    this.dragged = this.pointers.size > 1;
    this.start = { x: event.clientX, y: event.clientY };
  }

  move(event) {
    const before = this.pointers.get(event.pointerId);
    if (!before) return;
    if (this.pointers.size === 1) this.drag(before, event);
    else this.pinch(before, event);
  }

  drag(before, event) {
    if (event.pointerType === "touch" && !this.pansWithOneFinger()) return;
    const { clientX: x, clientY: y } = event;
    if (!this.dragged && Math.hypot(x - this.start.x, y - this.start.y) < DRAG_PX) return;
    if (!this.dragged) {
      this.dragged = true;
      // Only now: captured from the start, a press on a booth would never be a click on its link.
      this.element.setPointerCapture(event.pointerId);
      this.element.closest("plan-map")?.toggleAttribute("data-dragging", true);
      this.camera.start();
      before = { clientX: this.start.x, clientY: this.start.y };
    }
    this.camera.pan(x - before.clientX, y - before.clientY);
    this.pointers.set(event.pointerId, event);
  }

  pinch(before, event) {
    const other = [...this.pointers].find(([id]) => id !== event.pointerId)[1];
    const box = this.element.getBoundingClientRect();
    const distance = (one) => Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY) || 1;
    this.dragged = true;
    this.camera.start();
    const middle = { x: (event.clientX + other.clientX) / 2, y: (event.clientY + other.clientY) / 2 };
    this.camera.pan((event.clientX - before.clientX) / 2, (event.clientY - before.clientY) / 2);
    this.camera.zoom(distance(event) / distance(before), middle.x - box.left, middle.y - box.top);
    this.pointers.set(event.pointerId, event);
  }

  up(event) {
    if (!this.pointers.delete(event.pointerId)) return;
    if (this.pointers.size > 0) {
      const [left] = this.pointers.values();
      this.start = { x: left.clientX, y: left.clientY };
      return;
    }
    this.element.closest("plan-map")?.toggleAttribute("data-dragging", false);
    if (this.camera.moving) this.camera.commit();
    else if (event.type === "pointerup" && event.pointerType === "touch") this.tap(event);
  }

  /** A second tap soon after the first, on the floor: nearer. */
  tap(event) {
    const now = event.timeStamp;
    if (this.tapped && now - this.tapped < DOUBLE_MS && !event.target.closest("a")) {
      const box = this.element.getBoundingClientRect();
      this.camera.start();
      this.camera.zoom(STEP, event.clientX - box.left, event.clientY - box.top);
      this.camera.commit();
      this.tapped = 0;
      return;
    }
    this.tapped = now;
  }

  /** The click that ends a drag opens nothing. */
  click(event) {
    if (!this.dragged) return;
    this.dragged = false;
    event.preventDefault();
    event.stopPropagation();
  }
}
