/** <bulk-select> around a form of rows with boxes: a box for all, and how many are chosen, said in words.
 *  Words come from the server, one for each plural form, with "#" for the number. Without script all boxes work as they are. */

class BulkSelect extends HTMLElement {
  connectedCallback() {
    this.leaving = new AbortController();
    const { lang } = this.closest("[lang]");
    this.plural = new Intl.PluralRules(lang);
    this.whole = this.querySelector("[data-all]");
    this.whole.hidden = false;
    this.addEventListener("change", (event) => this.changed(event.target), { signal: this.leaving.signal });
    // A swap that keeps this element may have unchecked rows under it.
    document.addEventListener("htmx:after:swap", () => this.tell(), { signal: this.leaving.signal });
    this.tell();
  }

  disconnectedCallback() {
    this.leaving.abort();
  }

  get boxes() {
    return [...this.querySelectorAll("tbody input[type=checkbox]")];
  }

  changed(target) {
    if (this.whole.contains(target)) for (const box of this.boxes) box.checked = target.checked;
    this.tell();
  }

  tell() {
    const boxes = this.boxes;
    const chosen = boxes.filter((box) => box.checked).length;
    const all = this.whole.querySelector("input");
    all.checked = chosen > 0 && chosen === boxes.length;
    all.indeterminate = chosen > 0 && chosen < boxes.length;
    const said = this.querySelector("[data-said]");
    const words = chosen === 0 ? said.dataset.zero : said.dataset[this.plural.select(chosen)];
    said.textContent = words.replace("#", chosen);
    this.toggleAttribute("chosen", chosen > 0);
  }
}

customElements.define("bulk-select", BulkSelect);
