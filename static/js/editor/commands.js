/** What keys do: each command is a value with the key's place (`code`: the same on an Arabic layout) and its modifiers.
 *  `anywhere` works in the whole editor outside of text fields; the others while the plan has the focus. */

const WAYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const GRID = 100;
const FINE = 10;
const TURN = 15;
const ZOOM = 1.5;

const arrows = (modifiers, perform) =>
  Object.entries(WAYS).map(([code, way]) => ({ code, ...modifiers, perform: (keys) => perform(keys, way, code) }));

export const COMMANDS = [
  ...arrows({}, (keys, _way, code) => keys.walk(code)),
  ...arrows({ shift: true }, (keys, [x, y]) => keys.look(x, y)),
  ...arrows({ alt: true }, (keys, [x, y]) => keys.push(x * GRID, y * GRID)),
  ...arrows({ alt: true, shift: true }, (keys, [x, y]) => keys.push(x * FINE, y * FINE)),
  ...arrows({ ctrl: true, alt: true }, (keys, [x, y]) => keys.grow(x * GRID, y * GRID)),
  ...arrows({ ctrl: true, alt: true, shift: true }, (keys, [x, y]) => keys.grow(x * FINE, y * FINE)),
  { code: "KeyR", perform: (keys) => keys.turn(TURN) },
  { code: "KeyR", shift: true, perform: (keys) => keys.turn(-TURN) },
  { code: "Delete", perform: (keys) => keys.submit("remove-form") },
  { code: "Enter", perform: (keys) => keys.choose() },
  { code: "Space", perform: (keys) => keys.choose() },
  { code: "Escape", perform: (keys) => keys.escape() },
  { code: "Slash", perform: (keys) => keys.focusOn("booth-search") },
  { code: "Equal", perform: (keys) => keys.zoomBy(ZOOM) },
  { code: "Equal", shift: true, perform: (keys) => keys.zoomBy(ZOOM) },
  { code: "NumpadAdd", perform: (keys) => keys.zoomBy(ZOOM) },
  { code: "Minus", perform: (keys) => keys.zoomBy(1 / ZOOM) },
  { code: "NumpadSubtract", perform: (keys) => keys.zoomBy(1 / ZOOM) },
  { code: "Digit0", perform: (keys) => keys.zoomWhole() },
  { code: "Numpad0", perform: (keys) => keys.zoomWhole() },
  { code: "F8", anywhere: true, perform: (keys) => keys.nextFinding(1) },
  { code: "F8", shift: true, anywhere: true, perform: (keys) => keys.nextFinding(-1) },
  { code: "KeyZ", ctrl: true, anywhere: true, perform: (keys) => keys.submit("undo-form") },
  { code: "KeyZ", ctrl: true, shift: true, anywhere: true, perform: (keys) => keys.submit("redo-form") },
];

/** The command of a key press, if there is one. */
export function command(event, anywhere) {
  return COMMANDS.find(
    (each) =>
      each.code === event.code &&
      Boolean(each.alt) === event.altKey &&
      Boolean(each.shift) === event.shiftKey &&
      Boolean(each.ctrl) === (event.ctrlKey || event.metaKey) &&
      (!anywhere || each.anywhere),
  );
}
