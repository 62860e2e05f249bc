/** @jest-environment ./tests/engine/environment.ts */
import { proveGenerated } from "./prove";

describe("of generated stacks,", () => proveGenerated({ valid: 2, invalid: 1, judged: 200 }));
