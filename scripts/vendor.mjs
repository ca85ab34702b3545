// Copy the third-party files that pages load from node_modules to static/vendor, and write the fonts' style sheet.
import { cp, mkdir, rm, writeFile } from "node:fs/promises";

const target = "static/vendor";
const font = "@fontsource/ibm-plex-sans-arabic/files/ibm-plex-sans-arabic";
const ranges = {
  arabic: "U+0600-06FF, U+0750-077F, U+FB50-FDFF, U+FE70-FEFC",
  latin:
    "U+0000-00FF, U+0131, U+0152-0153, U+02BB-02BC, U+02BF, U+02C6, U+02DA, U+02DC, U+2000-206F, U+20AC, U+2122, U+2190-2193, U+2212",
};

await rm(target, { recursive: true, force: true });
await mkdir(`${target}/fonts`, { recursive: true });
await cp("node_modules/htmx.org/dist/htmx.min.js", `${target}/htmx.js`);
await cp("node_modules/htmx.org/dist/ext/hx-sse.min.js", `${target}/hx-sse.js`);

const faces = [];
for (const [script, range] of Object.entries(ranges)) {
  for (const weight of [400, 600]) {
    const name = `plex-${script}-${weight}.woff2`;
    await cp(`node_modules/${font}-${script}-${weight}-normal.woff2`, `${target}/fonts/${name}`);
    faces.push(
      `@font-face { font-family: "IBM Plex Sans Arabic"; font-weight: ${weight}; font-display: swap;` +
        ` src: url("fonts/${name}") format("woff2"); unicode-range: ${range}; }`,
    );
  }
}
await writeFile(`${target}/fonts.css`, `${faces.join("\n")}\n`);
