import { deployed } from "../deployed";
import { azureStack, localStack } from "../full-stacks";

const stackType = "pulumi:pulumi:Stack";

test.each([
  ["on AKS", () => azureStack({ protect: true })],
  ["on a cluster that is there", () => localStack({ protect: true })],
])(
  "with `protect` everything %s is protected, components too, but what is replaced in daily life",
  async (_where, stack) => {
    const { resources } = await deployed({}, stack());
    const names = (some: typeof resources) => some.map(({ name }) => name);
    const isReplaced = ({ type }: (typeof resources)[number]) =>
      /^random:|:core\/v1:Secret$|:RoleAssignment$/.test(type);
    const open = resources.filter(({ type, protect }) => type !== stackType && !protect);
    expect(names(open)).toEqual(names(resources.filter(isReplaced)));
  },
);

test("without it nothing is", async () => {
  const { resources } = await deployed({}, azureStack());
  expect(resources.filter(({ protect }) => protect)).toEqual([]);
});
