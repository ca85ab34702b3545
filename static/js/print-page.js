/** <print-page hidden><button>Print</button></print-page>: shown only where a script can print. */
class PrintPage extends HTMLElement {
  connectedCallback() {
    this.hidden = false;
    this.addEventListener("click", this);
  }

  disconnectedCallback() {
    this.removeEventListener("click", this);
  }

  handleEvent(event) {
    if (event.target instanceof Element && event.target.closest("button")) window.print();
  }
}

customElements.define("print-page", PrintPage);
