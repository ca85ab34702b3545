/** Sends edits to the server one after the other: each names the version that the answer before it brought. */

export class Sending {
  /** `form()` finds the form in the page as it is now; `failed()` is told when an edit did not get through. */
  constructor(form, { failed, signal }) {
    this.form = form;
    this.failed = failed;
    this.waiting = [];
    this.busy = false;
    this.request = null;
    const of = (event) => event.detail?.ctx;
    document.addEventListener("htmx:before:request", (event) => this.begins(event.target, of(event)), { signal });
    document.addEventListener("htmx:response:error", (event) => of(event) === this.request && this.refused(), {
      signal,
    });
    document.addEventListener("htmx:error", (event) => of(event) === this.request && this.lost(), { signal });
    document.addEventListener("htmx:finally:request", (event) => of(event) === this.request && this.done(), { signal });
  }

  /** Send an edit as soon as the one before is answered. `fields` names the booth by `key` and the form by `do`. */
  send(fields) {
    this.waiting.push(fields);
    this.next();
  }

  next() {
    if (this.busy || this.waiting.length === 0) return;
    const fields = this.waiting.shift();
    const form = this.form();
    for (const input of form.elements) {
      if (input.name !== "csrf_token" && input.name !== "version") input.value = fields[input.name] ?? "";
    }
    this.busy = true;
    form.requestSubmit();
  }

  begins(element, request) {
    if (this.busy && this.request === null && element === this.form()) this.request = request;
  }

  /** What waits was meant for a plan that is another now. */
  refused() {
    this.waiting = [];
  }

  lost() {
    this.waiting = [];
    this.failed();
  }

  done() {
    this.busy = false;
    this.request = null;
    this.next();
  }
}
