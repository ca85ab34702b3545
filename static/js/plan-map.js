/** <plan-map>: pan, zoom and walk through the plan that the server drew, open booths beside it, follow their changes.
 *
 *  Inside: `#plan-scene` with the `<svg class="plan">`, the tools, `[data-announce]`. Around it in the page: the list
 *  (`#found` with `#plan-matches`), the filter (`#plan-filter`), the panel (`#panel`), the feed (`template[data-feed]`).
 *  `#plan-scene` and any part may say which booths are the reader's own: `data-own="A-101 A-102"`.
 *  Without this script every booth is a link, and the page answers with the panel open. */

import { Booths } from "./plan/booths.js";
import { Camera } from "./plan/camera.js";
import { Feed } from "./plan/feed.js";
import { Gestures } from "./plan/gestures.js";
import { Keys } from "./plan/keys.js";
import { relabelAll } from "./plan/labels.js";
import { Panel } from "./plan/panel.js";

const STEP = 1.5;
const HINT_MS = 2500;
const SCALE_PX = 90;
const SURE_PX = 24; // of a booth's shorter side, to be pressed (WCAG 2.5.8)

class PlanMap extends HTMLElement {
  connectedCallback() {
    this.life = new AbortController();
    const { signal } = this.life;
    this.page = this.closest(".map-page");
    this.panel = new Panel(this, signal);
    this.adopt();
    this.feed = new Feed(this, signal);
    document.addEventListener("htmx:after:swap", () => this.swapped(), { signal });
    this.page.addEventListener("click", (event) => this.click(event), { signal });
    this.querySelector(".map-tools").addEventListener("click", (event) => this.tool(event), { signal });
    this.page.querySelector("[data-list]")?.addEventListener("click", (event) => this.toggleList(event), { signal });
    this.resizing = new ResizeObserver(() => this.camera.resize());
    this.resizing.observe(this);
    for (const each of this.page.querySelectorAll(".map-tools, .map-scale, [data-list]")) each.hidden = false;
    this.toggleAttribute("data-ready", true);
  }

  disconnectedCallback() {
    this.life.abort();
    this.resizing.disconnect();
    this.drawing?.abort();
  }

  /** Take charge of the drawing that is there now: at the start, and when another one has come. */
  adopt() {
    const svg = this.querySelector("svg.plan");
    if (!svg || svg === this.svg) return;
    const before = this.svg && this.hall === this.querySelector("#plan-scene").dataset.hall ? this.camera : null;
    this.drawing?.abort();
    this.drawing = new AbortController();
    this.svg = svg;
    this.hall = this.querySelector("#plan-scene").dataset.hall;
    this.booths = new Booths(svg);
    this.camera = new Camera(svg, (k, zoomed) => this.settled(k, zoomed));
    if (before) {
      this.camera.look(before.x, before.y, before.k);
      this.camera.commit();
    }
    this.gestures = new Gestures(svg, this.camera, this.drawing.signal, {
      hint: () => this.hint(),
      pansWithOneFinger: () => getComputedStyle(document.body).overflow === "hidden",
    });
    this.keys = new Keys(svg, this, this.drawing.signal);
    this.marks();
    this.booths.select(this.panel.number || this.querySelector("#plan-scene").dataset.selected || "");
    this.booths.current = this.booths.entry();
    this.booths.dress(this.camera.k);
    this.currentRow();
    const place = this.booths.place(this.booths.selected);
    if (place) this.camera.reveal(place, this.panel.covers);
  }

  /** Read from the page which booths are the reader's own, and which are asked for. */
  marks() {
    const lists = [...document.querySelectorAll("[data-own]")].map((each) => each.dataset.own);
    this.booths.own = new Set(lists.flatMap((each) => each.split(" ")).filter(Boolean));
    const here = [...this.booths.own].filter((number) => this.booths.tile(number));
    for (const each of this.page.querySelectorAll("[data-mine-count]")) each.textContent = String(here.length);
    const matches = document.getElementById("plan-matches")?.value ?? "*";
    this.booths.matches = matches === "*" ? null : new Set(matches.split(" "));
  }

  /** Something in the page was replaced or morphed. */
  swapped() {
    this.adopt();
    this.marks();
    const changed = this.booths.dress(this.camera.k);
    this.currentRow();
    this.ownRows();
    this.feed?.watch();
    this.panel.heed();
    this.ownChanged([...this.booths.revealed, ...changed.filter((number) => this.booths.own.has(number))]);
    if (changed.length === 0) return;
    this.booths.flash(changed);
    this.announce(changed);
    if (changed.includes(this.panel.number)) this.panel.refresh();
  }

  /** The feed's rows are everyone's: ask for one's own ones as they are written for their owner, once per state. */
  ownRows() {
    this.askedFor ??= new Map();
    const numbers = [...this.booths.own].filter((number) => {
      const row = document.getElementById(`row-${number}`);
      if (!row || row.hasAttribute("data-mine") || this.askedFor.get(number) === row.dataset.state) return false;
      this.askedFor.set(number, row.dataset.state);
      return true;
    });
    if (numbers.length > 0) this.askTiles(numbers);
  }

  /** A booth of one's own stands otherwise, by another tab or a colleague: given up, it is one's own no more. */
  ownChanged(numbers) {
    if (numbers.length === 0) return;
    const gone = new Set(numbers.filter((number) => !this.booths.isTaken(number)));
    for (const each of document.querySelectorAll("[data-own]")) {
      const left = each.dataset.own.split(" ").filter((number) => number && !gone.has(number));
      each.dataset.own = left.join(" ");
    }
    this.marks();
    this.booths.dress(this.camera.k);
    document.getElementById("hold-banner")?.dispatchEvent(new CustomEvent("hold-look"));
  }

  announce(numbers) {
    const labels = numbers.slice(0, 3).map((number) => this.booths.link(number).getAttribute("aria-label"));
    this.say(this.dataset.saysChanged.replace("{}", labels.join("; ")));
  }

  say(text) {
    this.querySelector("[data-announce]").textContent = text;
  }

  /** A move has ended at `k` millimetres a pixel. */
  settled(k, zoomed) {
    if (!zoomed) return;
    relabelAll(this.svg, k);
    const lengths = [0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200];
    const metres = lengths.filter((each) => (each * 1000) / k <= SCALE_PX).pop() ?? lengths[0];
    this.querySelector("[data-metres]").textContent = String(metres);
    this.querySelector(".map-scale-bar").style.inlineSize = `${(metres * 1000) / k}px`;
  }

  /** Whether the panel shows this booth. */
  shows(number) {
    return this.panel.number === number;
  }

  /** Select a booth and open it in the panel. */
  async open(number) {
    const link = this.booths.link(number) ?? document.querySelector(`#row-${CSS.escape(number)} a`);
    if (!link) {
      location.assign(new URL(`booths/${encodeURIComponent(number)}`, new URL(this.dataset.plan, location.href)));
      return;
    }
    this.booths.select(number);
    this.booths.enter(number);
    this.currentRow();
    await this.panel.open(link.getAttribute("href") + this.query());
    const place = this.booths.place(number);
    if (place) this.camera.reveal(place, this.panel.covers);
  }

  /** The filter of this page's address, to keep. */
  query() {
    const args = new URLSearchParams(location.search);
    args.delete("hall");
    args.delete("formerly");
    const text = args.toString();
    return text ? `?${text}` : "";
  }

  closePanel(href) {
    const number = this.panel.number;
    const args = new URL(href, location.href).searchParams;
    for (const [name, value] of new URLSearchParams(location.search)) if (!args.has(name)) args.append(name, value);
    args.delete("formerly");
    this.panel.close(`${new URL(href, location.href).pathname}?${args}`);
    this.booths.select("");
    this.currentRow();
    this.booths.enter(number)?.focus({ preventScroll: true });
  }

  enterPanel() {
    this.panel.enter();
  }

  backToBooth() {
    const row = document.querySelector(`#row-${CSS.escape(this.panel.number)} a`);
    const link = this.booths.link(this.panel.number);
    (this.cameFrom === "list" && row ? row : (link ?? row))?.focus();
  }

  /** Go to a booth on the plan: focus it and bring it into view. */
  goTo(number) {
    this.booths.enter(number)?.focus({ preventScroll: true });
    const place = this.booths.place(number);
    if (place) this.camera.reveal(place, this.panel.covers);
  }

  zoomBy(factor) {
    this.camera.zoom(factor);
    this.camera.commit();
  }

  tool(event) {
    const wanted = event.target.closest("[data-zoom]")?.dataset.zoom;
    if (wanted === "in") this.zoomBy(STEP);
    else if (wanted === "out") this.zoomBy(1 / STEP);
    else if (wanted === "whole") {
      this.camera.whole();
      this.camera.commit();
    }
  }

  /** A booth was chosen, on the plan or in the list. With a modifier the browser opens its page as it would any link. */
  click(event) {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    const chosen = event.target.closest(".booth a, .booth-row a");
    if (!chosen || !this.page.contains(chosen)) return;
    event.preventDefault();
    const holder = chosen.closest("[data-number]");
    this.cameFrom = holder.matches(".booth-row") ? "list" : "map";
    const { number } = holder.dataset;
    if (this.cameFrom === "map" && event.detail > 0 && this.isSmall(number)) {
      this.goTo(number); // too small to be sure which one was meant: nearer first
      return;
    }
    if (this.shows(number) && event.detail === 0) this.enterPanel();
    else this.open(number);
    if (this.page.dataset.show === "list") this.toggleList();
  }

  isSmall(number) {
    const place = this.booths.place(number);
    return Math.min(place.x1 - place.x0, place.y1 - place.y0) / this.camera.k < SURE_PX;
  }

  currentRow() {
    for (const row of document.querySelectorAll(".booth-row[aria-current]")) row.removeAttribute("aria-current");
    const row = document.getElementById(`row-${this.booths.selected}`);
    if (!row || !this.booths.selected) return;
    row.setAttribute("aria-current", "true");
    row.scrollIntoView({ block: "nearest" });
  }

  toggleList() {
    const button = this.page.querySelector("[data-list]");
    const shows = this.page.dataset.show !== "list";
    this.page.dataset.show = shows ? "list" : "map";
    button.setAttribute("aria-pressed", String(shows));
  }

  hint() {
    if (this.hinted) return;
    this.hinted = true;
    const hint = this.querySelector(".map-hint");
    hint.hidden = false;
    setTimeout(() => (hint.hidden = true), HINT_MS);
  }

  /** Say since when the plan is not followed; null: it is again. */
  offline(since) {
    const banner = this.querySelector(".map-offline");
    banner.hidden = since === null;
    if (since === null) return;
    const options = { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: this.dataset.zone };
    const time = new Intl.DateTimeFormat("en-GB", options).format(since);
    banner.textContent = this.dataset.saysOffline.replace("{}", `\u2066${time}\u2069`);
  }

  /** How do these booths stand now? */
  askTiles(numbers) {
    const address = `${this.dataset.tiles}?numbers=${encodeURIComponent(numbers.join(","))}`;
    htmx.ajax("GET", address, { source: this, target: this, swap: "none" });
  }

  /** What is on at the stages now? */
  askLive() {
    htmx.ajax("GET", `${this.dataset.plan}&part=live`, { source: this, target: "#live", swap: "outerHTML" });
    if (this.panel.number) this.panel.refresh(); // it may say what its exhibitor shows
  }

  /** The feed cannot tell what has changed since: fetch list and plan anew, from where one looks now. */
  reload() {
    const args = new URLSearchParams(this.query());
    args.set("hall", this.hall);
    args.set("part", "scene");
    htmx.ajax("GET", `${new URL(this.dataset.plan, location.href).pathname}?${args}`, {
      source: this,
      target: "#plan-scene",
      swap: "outerHTML",
    });
  }
}

customElements.define("plan-map", PlanMap);
