import fc from "fast-check";
import { verdicts } from "../../docs/combinations";
import { check } from "../../docs/combine";
import { axes, type Axis, axisNames, type Choice, type Option } from "../../docs/options";

/** How many stacks are tried. All that have a refused pair would be millions. */
const tries = 10_000;

const anyOption = (axis: Axis) => fc.constantFrom<Option>(...axes[axis]);
const anyStack = fc.record(
  Object.fromEntries(axisNames.map((axis) => [axis, anyOption(axis)])),
) as fc.Arbitrary<Choice>;

test("what is refused of two options is refused with whichever options of the other axes", () => {
  const refused = verdicts().filter(({ example }) => example === undefined);
  const withBoth = fc.tuple(fc.constantFrom(...refused), anyStack).map(([pair, stack]): Choice => {
    const [[first, second], [one, other]] = [pair.axes, pair.options];
    return { ...stack, [first]: one, [second]: other };
  });
  fc.assert(
    fc.property(withBoth, (stack) => check(stack).settings === undefined),
    { numRuns: tries },
  );
});
