/** <hold-countdown data-left="702" data-say-600="…" data-say-0="…"> around a [role=timer], a <progress> and a
 *  [role=status], all written by the server. Counts the seconds that the server gave, by the page's own monotonic
 *  clock and never by the visitor's date; says some of them once; at the end it asks the server (`hold-ask`), which
 *  alone decides. It asks again whenever the page comes back into view: a sleeping machine's clock may stand still.
 *  A page that shows no hold asks then as well (`hold-look` at `#hold-banner`): there may be one from another tab. */

const NEAR = 120;
const ASK_AGAIN_MS = 10_000;
const JUST_BEGUN = 20;

let looked = performance.now();

document.addEventListener("visibilitychange", () => {
  const now = performance.now();
  const banner = document.getElementById("hold-banner");
  if (document.visibilityState !== "visible" || !banner || banner.querySelector("hold-countdown")) return;
  if (now - looked < ASK_AGAIN_MS) return;
  looked = now;
  banner.dispatchEvent(new CustomEvent("hold-look"));
});

class HoldCountdown extends HTMLElement {
  connectedCallback() {
    const left = Number(this.dataset.left);
    this.ends = performance.now() + left * 1000;
    this.asked = performance.now();
    this.says = Object.entries(this.dataset)
      .map(([name, words]) => [/^say-?(\d+)$/.exec(name)?.[1], words])
      .filter(([seconds]) => seconds !== undefined)
      .map(([seconds, words]) => ({ seconds: Number(seconds), words }))
      .filter(({ seconds }) => seconds < left)
      .sort((one, other) => other.seconds - one.seconds);
    this.bar = this.querySelector("progress");
    this.listening = new AbortController();
    document.addEventListener("visibilitychange", () => this.seen(), { signal: this.listening.signal });
    this.ticking = setInterval(() => this.tick(), 1000);
    if (this.bar && this.bar.max - left < JUST_BEGUN) this.beginning = setTimeout(() => this.begin(), 500);
  }

  disconnectedCallback() {
    clearInterval(this.ticking);
    clearTimeout(this.beginning);
    this.listening.abort();
  }

  /** A live region speaks what changes in it, not what it came with: hence after a moment. */
  begin() {
    this.say(this.querySelector("p").textContent.trim());
  }

  tick() {
    const left = Math.max(0, Math.ceil((this.ends - performance.now()) / 1000));
    this.querySelector("[role=timer]").textContent = digits(left);
    if (this.bar) this.bar.value = left;
    if (left <= NEAR) this.classList.replace("warn", "bad");
    while (this.says.length > 0 && this.says[0].seconds >= left) this.say(this.says.shift().words);
    if (left === 0) this.ask();
  }

  seen() {
    if (document.visibilityState === "visible") this.ask();
  }

  ask() {
    const now = performance.now();
    const over = now >= this.ends && this.asked < this.ends;
    if (!over && now - this.asked < ASK_AGAIN_MS) return;
    this.asked = now;
    this.dispatchEvent(new CustomEvent("hold-ask", { bubbles: true }));
  }

  say(words) {
    this.querySelector("[role=status]").textContent = words;
  }
}

/** `11:42`, `26:03:00`: as the server writes it. */
function digits(left) {
  const two = (number) => String(number).padStart(2, "0");
  const hours = Math.floor(left / 3600);
  const rest = `${two(Math.floor(left / 60) % 60)}:${two(left % 60)}`;
  return hours > 0 ? `${hours}:${rest}` : rest;
}

customElements.define("hold-countdown", HoldCountdown);
