/** @jest-environment ./tests/engine/environment.ts */
import { proveFaults } from "./prove";
import { table, titleOf } from "./table";

// The one that needs most of what `recover` does; `npm run prove` tries them all.
const worst = "up: create of binderhub-release: kill-during → recover";

describe("a stack survives", () => proveFaults(table.filter((row) => titleOf(row) === worst)));
