/** @jest-environment ./tests/engine/environment.ts */
import { proveGenerated } from "./prove";

describe("of generated stacks,", () => proveGenerated({ valid: 4, invalid: 3, judged: 200 }));
