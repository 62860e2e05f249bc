import { receive } from "../../../operate/hub/load/visits";
import { type Clock } from "../../../operate/hub/clock";

/** A clock that goes on to the next thing that is waited for, once nothing else happens. */
function simulated(): Clock {
  let time = 0;
  const waiting: { readonly until: number; readonly end: () => void }[] = [];
  const goOn = () => {
    const next = waiting.sort((one, other) => one.until - other.until).shift();
    if (next === undefined) return;
    time = Math.max(time, next.until);
    next.end();
  };
  return {
    now: () => time,
    wait: (seconds, signal) =>
      new Promise((end) => {
        waiting.push({ until: time + seconds, end });
        signal?.addEventListener("abort", () => end());
        setImmediate(goOn);
      }),
  };
}

/** Lets people come whose launches take 5 s, and writes down who came and left when. */
async function diary({ times, come }: { times: readonly number[]; come?: (person: number) => Promise<object> }) {
  const clock = simulated();
  const lines: string[] = [];
  const note = (what: string, person: number) => void lines.push(`${clock.now()} s: ${person} ${what}`);
  const going = await receive({
    times,
    stay: 20,
    clock,
    signal: new AbortController().signal,
    async come(person) {
      note("comes", person);
      await clock.wait(5);
      return come === undefined ? { notebook: 5, result: 5 } : await come(person);
    },
    leave: (person) => {
      note("leaves", person);
      return Promise.resolve();
    },
  });
  return { lines, going };
}

test("each one comes at their time, stays, and leaves before later ones come", async () => {
  expect((await diary({ times: [0, 10, 40] })).lines).toEqual([
    "0 s: 0 comes",
    "10 s: 1 comes",
    "25 s: 0 leaves",
    "35 s: 1 leaves",
    "40 s: 2 comes",
    "65 s: 2 leaves",
  ]);
});

test("who got no notebook does not stay", async () => {
  const { lines } = await diary({ times: [0], come: () => Promise.resolve({ failure: "no room" }) });
  expect(lines).toEqual(["0 s: 0 comes", "5 s: 0 leaves"]);
});

test("an error is a failure like any other, and its person leaves", async () => {
  const { lines, going } = await diary({ times: [0], come: () => Promise.reject(new Error("no hub")) });
  expect(lines).toEqual(["0 s: 0 comes", "5 s: 0 leaves"]);
  expect(going.visits).toEqual([{ clicked: 0, failure: "no hub" }]);
});

test("when too many fail, nobody new comes, and those who stay leave at once", async () => {
  // The first one has a notebook, and would stay until 25 s. The last one would come at 30 s.
  const come = (person: number) => Promise.resolve(person === 0 ? { notebook: 5, result: 5 } : { failure: "no room" });
  const { lines, going } = await diary({ times: [0, 1, 2, 3, 4, 30], come });
  expect(lines.filter((line) => line.endsWith("leaves")).sort()).toEqual([
    "6 s: 1 leaves",
    "7 s: 2 leaves",
    "8 s: 3 leaves",
    "9 s: 0 leaves",
    "9 s: 4 leaves",
  ]);
  expect(going).toMatchObject({ clicked: 5, present: 0, stopped: "more than a third of the last ten launches failed" });
});
