/** Exact numbers: arrow keys go up and down by a step, Shift by ten; both sets of digits; fixed decimals when left alone. */

const DIGITS = /[٠-٩۰-۹]/g;

/** A number as it is typed in either language; NaN where it is none. */
export function typed(text) {
  const plain = text
    .replace(DIGITS, (each) => String(each.charCodeAt(0) & 0xf))
    .replace("٫", ".")
    .replace("−", "-")
    .trim();
  return /^[+-]?\d+(\.\d*)?$/.test(plain) ? Number(plain) : NaN;
}

/** Let every number field under `root` work so. */
export function enhance(root, signal) {
  root.addEventListener("keydown", (event) => step(event), { signal });
  root.addEventListener("focusout", (event) => settle(event), { signal });
}

function step(event) {
  const input = event.target.closest?.("input.number");
  const way = { ArrowUp: 1, ArrowDown: -1 }[event.key];
  if (!input || !way || event.altKey || event.ctrlKey || event.metaKey) return;
  const value = typed(input.value);
  if (Number.isNaN(value)) return;
  event.preventDefault();
  const size = Number(input.dataset.step) * (event.shiftKey ? 10 : 1);
  input.value = (value + way * size).toFixed(decimals(input));
}

/** What was typed stays as it was typed; only an unchanged value gets its decimals back. */
function settle(event) {
  const input = event.target.closest?.("input.number");
  if (input && input.value !== input.defaultValue && typed(input.value) === typed(input.defaultValue)) {
    input.value = input.defaultValue;
  }
}

function decimals(input) {
  return (input.defaultValue.split(".")[1] ?? "000").length;
}
