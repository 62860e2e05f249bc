import { everyPair } from "./cover";
import { recordStacks, type RecordedStack } from "./recorded-stacks";
import { resourceFacts } from "./resource-facts";
import { valueFacts } from "./value-facts";

const stacks: RecordedStack[] = [];
beforeAll(async () => {
  stacks.push(...(await recordStacks(everyPair())));
}, 300_000);

describe("in every stack, of the resources", () => resourceFacts(stacks));
describe("in every stack, of the hub's values", () => valueFacts(stacks));
