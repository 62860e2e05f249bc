/** @jest-environment ./tests/engine/environment.ts */
import { proveGenerated } from "./prove";

describe("of generated stacks,", () => proveGenerated({ valid: 1, invalid: 1, spoilt: 20 }));
