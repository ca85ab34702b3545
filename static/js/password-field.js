/** <password-field data-show="…" data-hide="…"> around a password <input> and a hidden <button>.
 *  With scripts the button appears and shows or hides what is typed; without, the field is an ordinary one. */
class PasswordField extends HTMLElement {
  connectedCallback() {
    this.input = this.querySelector("input");
    this.button = this.querySelector("button");
    this.leaving = new AbortController();
    this.button.hidden = false;
    this.button.addEventListener("click", () => this.toggle(), { signal: this.leaving.signal });
    // A password that is shown must not be kept as one that was typed into a text field.
    this.input.form?.addEventListener("submit", () => this.toggle(false), { signal: this.leaving.signal });
  }

  disconnectedCallback() {
    this.leaving.abort();
  }

  toggle(shown = this.input.type === "password") {
    this.input.type = shown ? "text" : "password";
    this.button.textContent = shown ? this.dataset.hide : this.dataset.show;
  }
}

customElements.define("password-field", PasswordField);
