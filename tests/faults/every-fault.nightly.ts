/** @jest-environment ./tests/engine/environment.ts */
import { proveFaults } from "./prove";
import { table, titleOf } from "./table";

test("the table has no fault twice", () => expect(new Set(table.map(titleOf)).size).toBe(table.length));

describe("a stack survives", () => proveFaults(table));
