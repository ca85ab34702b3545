/** The panel beside the plan: a booth opened, closed, entered; on a phone a sheet with three stops. */

const STOPS = ["half", "full", "peek"];
const SWIPE_PX = 30;

export class Panel {
  constructor(plan, signal) {
    this.plan = plan;
    this.element = document.getElementById("panel");
    this.element.dataset.stop ??= "half";
    this.element.addEventListener("click", (event) => this.click(event), { signal });
    this.element.addEventListener("keydown", (event) => this.press(event), { signal });
    this.element.addEventListener("pointerdown", (event) => this.grab(event), { signal });
    this.element.addEventListener("pointerup", (event) => this.release(event), { signal });
  }

  /** The number of the booth that it shows. */
  get number() {
    return this.element.querySelector(".panel-inside")?.dataset.number ?? "";
  }

  /** Pixels of the plan that it covers. */
  get covers() {
    if (!this.number || getComputedStyle(this.element).position !== "fixed") return 0;
    const map = this.plan.getBoundingClientRect();
    return Math.max(0, map.bottom - this.element.getBoundingClientRect().top);
  }

  /** Fetch a booth's part of its page and show it. */
  async open(href) {
    if (this.element.dataset.stop === "peek") this.element.dataset.stop = "half";
    await htmx.ajax("GET", href, { source: this.element, target: this.element, swap: "innerHTML", push: href });
    this.title();
  }

  /** Ask again for what it shows, keeping what is being typed in it. */
  refresh() {
    const href = location.pathname + location.search;
    htmx.ajax("GET", href, { source: this.element, target: this.element, swap: "innerMorph" });
  }

  /** A booth lost to somebody else: on a phone the sheet goes up, to show what there is instead. */
  heed() {
    const lost = this.element.querySelector(".claim-taken");
    if (lost && lost !== this.lost) this.stop("full");
    this.lost = lost;
  }

  enter() {
    this.element.querySelector("#panel-title")?.focus();
  }

  close(href) {
    this.element.replaceChildren();
    history.pushState({ htmx: true }, "", href);
    this.title();
  }

  title() {
    const own = this.element.querySelector(".panel-inside")?.dataset.pageTitle;
    this.plain ??= document.title.split(" · ").slice(1).join(" · ") || document.title;
    document.title = own ? `${own} · ${this.plain}` : this.plain;
  }

  click(event) {
    const close = event.target.closest("[data-close]");
    const other = event.target.closest("[data-booth]");
    if (event.target.closest("[data-grab]")) this.next();
    if (!close && !other) return;
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (other) this.plan.open(other.dataset.booth);
    else this.plan.closePanel(close.getAttribute("href"));
  }

  press(event) {
    if (event.key !== "Escape" || event.defaultPrevented) return;
    event.preventDefault();
    this.plan.backToBooth();
  }

  next() {
    if (this.swiped) {
      this.swiped = false;
      return;
    }
    this.stop(STOPS[(STOPS.indexOf(this.element.dataset.stop) + 1) % STOPS.length]);
  }

  stop(name) {
    this.element.dataset.stop = name;
    this.element.querySelector("[data-grab]")?.setAttribute("aria-expanded", String(name === "full"));
  }

  grab(event) {
    this.from = event.target.closest("[data-grab]") ? event.clientY : null;
    if (this.from !== null) event.target.setPointerCapture(event.pointerId);
  }

  release(event) {
    if (this.from === null || this.from === undefined) return;
    const up = this.from - event.clientY;
    this.from = null;
    if (Math.abs(up) < SWIPE_PX) return;
    this.swiped = true;
    const order = ["peek", "half", "full"];
    const at = order.indexOf(this.element.dataset.stop) + Math.sign(up);
    this.stop(order[Math.min(2, Math.max(0, at))]);
    setTimeout(() => (this.swiped = false));
  }
}
