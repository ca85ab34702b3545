/** What every page does: after a part was swapped, move focus to what answers the person, and close menus on Escape. */

document.addEventListener("htmx:after:swap", (event) => {
  const swapped = event.detail?.ctx?.target;
  const where = [swapped, event.target].find((each) => each instanceof Element && each.isConnected) ?? document;
  where.querySelector("[data-focus]")?.focus({ preventScroll: false });
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const open = document.activeElement?.closest("details.menu[open]");
  if (!open) return;
  open.open = false;
  open.querySelector("summary").focus();
});

document.addEventListener("pointerdown", (event) => {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});
