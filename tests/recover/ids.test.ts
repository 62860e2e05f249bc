import { idOf } from "../../operate/ids";
import { deployed } from "../components/deployed";
import { azureStack, localStack } from "../components/full-stacks";

/** What is in no cloud has no id there. The token's Secret has a name that Pulumi makes up: a lost one is made anew. A patch is applied again. */
const without = /^(pulumi|random):|^kubernetes:core\/v1:(Secret|ServicePatch)$/;

test("recover knows the ids of all that the program makes in a cloud", async () => {
  const stacks = [await deployed({}, azureStack()), await deployed({}, localStack())];
  const made = stacks.flatMap(({ resources }) => resources.filter(({ custom, type }) => custom && !without.test(type)));
  expect(made.length).toBeGreaterThan(15);
  expect(made.filter(({ type, inputs }) => idOf(type, inputs, "s") === undefined).map(({ type }) => type)).toEqual([]);
});
