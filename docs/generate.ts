import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { settingsReference } from "./settings-reference";

/** Writes docs/settings.md from the schema. `npm run docs`; a test says when it is stale. */
const file = join(__dirname, "settings.md");
const before = readFileSync(file, { encoding: "utf8", flag: "a+" });
const after = settingsReference();
writeFileSync(file, after);
console.log(before === after ? "docs/settings.md was up to date" : "docs/settings.md written");
