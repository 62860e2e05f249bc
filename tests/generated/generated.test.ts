/** @jest-environment ./tests/engine/environment.ts */
import { proveGenerated } from "./prove";

describe("of generated stacks,", () => proveGenerated({ valid: 3, invalid: 2, judged: 200 }));
