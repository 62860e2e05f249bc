import fc from "fast-check";
import { secondsIn, spanOf } from "../../../operate/hub/load/span";

test.each([
  ["90s", 90],
  ["5m", 300],
  ["1h30m", 5400],
  ["1h1m1s", 3661],
])("%s is %i seconds", (text, seconds) => {
  expect(secondsIn(text)).toBe(seconds);
});

test.each(["", "5", "m", "5 m", "1.5m", "-5m", "30m1h", "5min"])("%p is no time", (text) => {
  expect(secondsIn(text)).toBeUndefined();
});

test("every time that is written is read as the same", () => {
  fc.assert(fc.property(fc.nat(100_000), (seconds) => secondsIn(spanOf(seconds)) === seconds));
});
