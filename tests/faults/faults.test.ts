/** @jest-environment ./tests/engine/environment.ts */
import { proveFaults } from "./prove";
import { table } from "./table";

describe("a stack survives", () => proveFaults(table.filter(({ quick }) => quick)));
