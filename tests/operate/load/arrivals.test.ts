import fc from "fast-check";
import { evenArrivals, randomArrivals } from "../../../operate/hub/load/arrivals";

const people = fc.integer({ min: 1, max: 500 });
const within = fc.integer({ min: 1, max: 10_000 });

test("people come evenly from the start, and the last one a step before the end", () => {
  expect(evenArrivals(4, 20)).toEqual([0, 5, 10, 15]);
});

test("all people come within the time, one after the other", () => {
  fc.assert(
    fc.property(people, within, fc.integer(), (count, time, seed) => {
      for (const times of [evenArrivals(count, time), randomArrivals(count, time, seed)]) {
        expect(times).toHaveLength(count);
        expect(times.every((at, index) => at >= (times[index - 1] ?? 0) && at < time)).toBe(true);
      }
    }),
  );
});

test("the same seed gives the same times, and another seed others", () => {
  expect(randomArrivals(9, 60, 1)).toEqual(randomArrivals(9, 60, 1));
  expect(randomArrivals(9, 60, 1)).not.toEqual(randomArrivals(9, 60, 2));
});

test("people who come at random fill the whole time", () => {
  // Each tenth of the time gets its part of 1000 people: 100, give or take five standard deviations.
  const times = randomArrivals(1000, 10, 7);
  for (let tenth = 0; tenth < 10; tenth++) {
    const count = times.filter((at) => Math.floor(at) === tenth).length;
    expect(Math.abs(count - 100)).toBeLessThan(50);
  }
});
