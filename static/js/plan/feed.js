/** The live feed of an open page: begun again when it could not begin, the page told when it is offline, tiles asked for
 *  when their time has come. The messages themselves are htmx's to put in their places. */

const AGAIN_MS = [1000, 2000, 5000, 10000, 30000];
const OFFLINE_MS = 6000;
const LATE_MS = 1500; // the feed says so by itself, a little later than the moment; we ask only where it did not

export class Feed {
  constructor(plan, signal) {
    this.plan = plan;
    this.element = document.getElementById("plan-feed");
    this.tries = 0;
    this.heard = Date.now();
    this.tell(plan.dataset.now);
    if (!this.element) return;
    const on = (name, handler) => this.element.addEventListener(name, handler, { signal });
    on("feed-open", (event) => this.tell(event.detail.data));
    on("plan-live", () => plan.askLive());
    on("htmx:sse:after:connection", () => this.up());
    on("htmx:sse:after:message", () => this.up());
    on("htmx:sse:error", () => this.down());
    on("htmx:sse:close", (event) => event.detail.reason === "ended" && this.again());
    on("htmx:error", () => this.again());
    on("htmx:response:error", () => this.again());
    on("plan-stale", () => plan.reload());
    window.addEventListener("offline", () => this.down(0), { signal });
    window.addEventListener("online", () => this.again(0), { signal });
    signal.addEventListener("abort", () => [this.timer, this.waking, this.lapse].forEach(clearTimeout));
    this.watch();
  }

  /** The time at the server, now. A page may have been kept, and a visitor's clock may be wrong. */
  tell(now) {
    this.behind = Date.parse(now) - performance.now();
    if (this.lapse) this.watch();
  }

  up() {
    this.tries = 0;
    this.heard = Date.now();
    clearTimeout(this.timer);
    this.timer = 0;
    this.plan.offline(null);
  }

  down(after = OFFLINE_MS) {
    if (document.hidden || this.timer) return;
    this.timer = setTimeout(() => this.plan.offline(new Date(this.heard)), after);
  }

  again(after) {
    this.down();
    clearTimeout(this.waking);
    const wait = after ?? AGAIN_MS[Math.min(this.tries++, AGAIN_MS.length - 1)];
    this.waking = setTimeout(
      () => this.element.dispatchEvent(new CustomEvent("feed-again")),
      wait * (0.8 + 0.4 * Math.random()),
    );
  }

  /** Ask for what ends (a hold, something on a stage) once its time has come by the server's clock. */
  watch() {
    clearTimeout(this.lapse);
    const now = performance.now() + this.behind;
    const timed = [...document.querySelectorAll(".map-page [data-until]")];
    const due = timed.filter((each) => Date.parse(each.dataset.until) + LATE_MS <= now);
    const coming = timed.map((each) => Date.parse(each.dataset.until) + LATE_MS).filter((each) => each > now);
    for (const each of due) delete each.dataset.until; // once, whatever the answer is
    const numbers = due.map((each) => each.dataset.number).filter(Boolean);
    if (numbers.length > 0) {
      htmx.ajax("GET", `${this.plan.dataset.tiles}?numbers=${encodeURIComponent(numbers.slice(0, 50).join(","))}`, {
        source: this.element,
        target: this.element,
      });
    }
    if (numbers.length < due.length) this.plan.askLive();
    const next = Math.min(...coming) - now;
    if (Number.isFinite(next)) this.lapse = setTimeout(() => this.watch(), Math.min(next, 2 ** 31 - 1));
  }
}
