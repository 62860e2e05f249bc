import { isDeepStrictEqual } from "node:util";
import * as fc from "fast-check";
import { checkChartValues } from "../../rehearse/chart-schemas";
import { releaseOf, recordConfigs } from "../combinations/recorded-stacks";
import { input, type Recorded } from "../components/recorder";
import { validStacks } from "./stacks";

const stacks = fc.sample(validStacks, { seed: Number(process.env.PROOF_SEED ?? 5), numRuns: 50 });

/** What a stack asks its clouds for, in whatever order. */
const asked = ({ resources }: Recorded<unknown>) => [...resources].sort((one, other) => (one.urn < other.urn ? -1 : 1));

// On Pulumi's mocks; `npm run prove` tries many more on the engine.
describe("50 generated stacks", () => {
  let first: Recorded<unknown>[];
  let second: Recorded<unknown>[];
  beforeAll(async () => {
    const both = await recordConfigs([...stacks, ...stacks]);
    [first, second] = [both.slice(0, stacks.length), both.slice(stacks.length)];
  });

  it("are registered whole: all but those on hold have a hub", () => {
    const held = stacks.map(({ config }) => JSON.stringify(config).includes('"hold":true'));
    expect(first.map((stack) => releaseOf(stack) === undefined)).toEqual(held);
  });

  it("ask for the same again, where nothing has changed", () => {
    const differing = first.flatMap((stack, index) => {
      const again = second[index];
      return again !== undefined && isDeepStrictEqual(asked(stack), asked(again)) ? [] : [index];
    });
    expect(differing).toEqual([]);
  });

  it("have values that the real charts' schemas take, where those are at hand", () => {
    const wrong = first.flatMap((stack) => {
      const release = releaseOf(stack);
      return release === undefined ? [] : checkChartValues(input(release, "values"));
    });
    expect(wrong).toEqual([]);
  });

  it("delete each thing of their own, or let it go with what it stands in", () => {
    const orphaned = first.flatMap(({ resources }) =>
      resources.filter(({ deletedWith }) => deletedWith !== "" && !resources.some(({ urn }) => urn === deletedWith)),
    );
    expect(orphaned.map(({ urn }) => urn)).toEqual([]);
  });
});
