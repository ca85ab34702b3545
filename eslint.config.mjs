import js from "@eslint/js";
import globals from "globals";

export default [
  { ignores: ["static/vendor/**"] },
  js.configs.recommended,
  {
    files: ["static/js/**/*.js"],
    languageOptions: { ecmaVersion: 2024, sourceType: "module", globals: { ...globals.browser, htmx: "readonly" } },
    rules: {
      "no-restricted-properties": [
        "error",
        { property: "innerHTML", message: "no HTML from strings" },
        { property: "outerHTML", message: "no HTML from strings" },
        { property: "insertAdjacentHTML", message: "no HTML from strings" },
      ],
      eqeqeq: "error",
    },
  },
  { files: ["scripts/*.mjs", "*.config.mjs"], languageOptions: { globals: globals.node } },
];
