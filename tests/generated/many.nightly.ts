/** @jest-environment ./tests/engine/environment.ts */
import { proveGenerated } from "./prove";

describe("of generated stacks,", () => proveGenerated({ valid: 120, invalid: 45, spoilt: 200 }));
