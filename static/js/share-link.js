/** <share-link data-title data-done> around a button and a [role=status]: hands the page's address to the system's
 *  sharing, or copies it where there is none. */

class ShareLink extends HTMLElement {
  connectedCallback() {
    this.life = new AbortController();
    if (!navigator.share && !navigator.clipboard) return;
    this.hidden = false;
    this.querySelector("button").addEventListener("click", () => this.share(), { signal: this.life.signal });
  }

  disconnectedCallback() {
    this.life.abort();
  }

  async share() {
    const url = document.querySelector("link[rel=canonical]")?.href ?? location.href;
    if (navigator.share) {
      await navigator.share({ title: this.dataset.title, url }).catch(() => {}); // closed without choosing
      return;
    }
    await navigator.clipboard.writeText(url);
    this.querySelector("[role=status]").textContent = this.dataset.done;
  }
}

customElements.define("share-link", ShareLink);
