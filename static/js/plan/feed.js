/** The live feed of an open page: begun once the page is ready to hear it, begun again where it failed or fell silent;
 *  the page told when it is offline, and asked for what ends by itself (a hold, something on a stage).
 *  The messages are htmx's to put in their places. `template[data-feed]` holds the element that listens. */

const AGAIN_MS = [1000, 2000, 5000, 10000, 30000];
const OFFLINE_MS = 6000;
const SILENT_MS = 40_000; // the server gives a sign of life every 15 seconds
const LATE_MS = 1500; // the feed says so by itself, a little later than the moment; we ask only where it did not
const LONGEST_MS = 2 ** 31 - 1;
const MOST = 50;

export class Feed {
  constructor(plan, signal) {
    this.plan = plan;
    this.template = plan.page.querySelector("template[data-feed]");
    this.tries = 0;
    this.heard = Date.now();
    this.number = "";
    this.tell(plan.dataset.now);
    window.addEventListener("offline", () => this.down(0), { signal });
    window.addEventListener("online", () => this.again(0), { signal });
    document.addEventListener("visibilitychange", () => (this.heard = Date.now()), { signal });
    const silence = setInterval(() => this.listen(), SILENT_MS / 4);
    signal.addEventListener("abort", () => {
      clearInterval(silence);
      for (const each of [this.timer, this.waking, this.lapse]) clearTimeout(each);
      this.element?.remove();
    });
    this.begin();
    this.watch();
  }

  /** Put a new listening element into the page, from where the last one was. */
  begin() {
    if (!this.template) return;
    this.element?.remove();
    const element = this.template.content.firstElementChild.cloneNode(true);
    const url = new URL(element.getAttribute("hx-sse:connect"), location.href);
    if (this.number) url.searchParams.set("since", this.number);
    element.setAttribute("hx-sse:connect", url.pathname + url.search);
    const mine = (handler) => (event) => this.element === element && handler(event);
    const on = (name, handler) => element.addEventListener(name, mine(handler));
    on("htmx:sse:after:connection", () => this.up());
    on("htmx:sse:after:message", (event) => this.up(event.detail.message.id));
    on("htmx:sse:error", () => this.down());
    on("htmx:sse:close", (event) => event.detail.reason === "ended" && this.again());
    on("htmx:error", () => this.again());
    on("htmx:response:error", () => this.again());
    on("feed-open", (event) => this.tell(event.detail.data));
    on("plan-stale", () => this.plan.reload());
    on("plan-live", () => this.plan.askLive());
    this.element = element;
    this.plan.page.append(element);
    htmx.process(element);
  }

  up(number) {
    this.number = number || this.number;
    this.tries = 0;
    this.heard = Date.now();
    clearTimeout(this.timer);
    this.timer = 0;
    this.plan.toggleAttribute("data-followed", true);
    this.plan.offline(null);
  }

  down(after = OFFLINE_MS) {
    if (document.hidden || this.timer) return;
    this.timer = setTimeout(() => {
      this.plan.toggleAttribute("data-followed", false);
      this.plan.offline(new Date(this.heard));
    }, after);
  }

  again(after) {
    this.down();
    clearTimeout(this.waking);
    const wait = after ?? AGAIN_MS[Math.min(this.tries++, AGAIN_MS.length - 1)];
    this.waking = setTimeout(() => this.begin(), wait * (0.8 + 0.4 * Math.random()));
  }

  /** A connection may be dead without either side having said so. */
  listen() {
    if (document.hidden || Date.now() - this.heard < SILENT_MS) return;
    this.heard = Date.now();
    this.again(0);
  }

  /** The time at the server, now. A page may have been kept, and a visitor's clock may be wrong. */
  tell(now) {
    this.behind = Date.parse(now) - performance.now();
    if (this.lapse) this.watch();
  }

  /** Ask for what ends once its time has come by the server's clock. */
  watch() {
    clearTimeout(this.lapse);
    const now = performance.now() + this.behind;
    const timed = [...document.querySelectorAll(".map-page [data-until]")];
    const due = timed.filter((each) => Date.parse(each.dataset.until) + LATE_MS <= now);
    const coming = timed.map((each) => Date.parse(each.dataset.until) + LATE_MS).filter((each) => each > now);
    for (const each of due) delete each.dataset.until; // once, whatever the answer is
    const numbers = due.map((each) => each.dataset.number).filter(Boolean);
    if (numbers.length > 0) this.plan.askTiles(numbers.slice(0, MOST));
    if (numbers.length < due.length) this.plan.askLive();
    const next = Math.min(...coming) - now;
    if (Number.isFinite(next)) this.lapse = setTimeout(() => this.watch(), Math.min(next, LONGEST_MS));
  }
}
