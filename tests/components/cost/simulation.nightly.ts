import { simulateMonths } from "./simulation";

describe("what a month costs is within the estimate, of", () => simulateMonths(150));
