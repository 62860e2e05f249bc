import { type Verdict, verdicts } from "../../docs/combinations";
import { axes } from "../../docs/options";

const told = ({ axes: [first, second], options: [one, other], reason }: Verdict) => ({
  pair: `${first} ${one.name} × ${second} ${other.name}`,
  reason,
});

test("the verdict on a pair is the same, whichever options of the other axes are tried", () => {
  expect(verdicts((axis) => axes[axis]).map(told)).toEqual(verdicts().map(told));
});
