import { EventEmitter } from "node:events";
import { type CleanUp, cleaningUp } from "../../operate/hub/clean-up";
import { type Clock } from "../../operate/hub/clock";

/** A process that gets signals, and a clock whose time passes when it is told. */
function surroundings() {
  const said: string[] = [];
  const exits: number[] = [];
  const [stdout, stderr] = [new EventEmitter(), new EventEmitter()];
  const process = Object.assign(new EventEmitter(), { exit: (code: number) => exits.push(code), stdout, stderr });
  let time = 0;
  const waiting: { readonly until: number; readonly end: () => void }[] = [];
  const clock: Clock = {
    now: () => time,
    wait: (seconds, signal) =>
      new Promise((end) => {
        waiting.push({ until: time + seconds, end });
        signal?.addEventListener("abort", () => end());
      }),
  };
  const pass = (seconds: number) => {
    time += seconds;
    for (const { until, end } of waiting) if (until <= time) end();
  };
  const signal = (name: NodeJS.Signals) => process.emit(name, name);
  const run = (work: (cleanUp: CleanUp) => Promise<number>) =>
    cleaningUp(work, {
      process: process as unknown as Parameters<typeof cleaningUp>[1]["process"],
      say: (line) => said.push(line),
      clock,
    });
  return { said, exits, process, pass, signal, run };
}

const never = () => new Promise<never>(() => undefined);

/** Work that does nothing until a signal comes. */
const untilEnded = ({ signal }: CleanUp) =>
  new Promise<number>((resolve) => signal.addEventListener("abort", () => resolve(0)));

/** Lets everything run that waits for nothing. */
const settle = () => new Promise(setImmediate);

test("what was made last is removed first", async () => {
  const removed: string[] = [];
  const { run } = surroundings();
  await run(({ owe }) => {
    for (const name of ["user", "server", "kernel"]) owe(name, () => Promise.resolve(removed.push(name)));
    return Promise.resolve(0);
  });
  expect(removed).toEqual(["kernel", "server", "user"]);
});

test("what was removed early is not removed again", async () => {
  let times = 0;
  const { run } = surroundings();
  await run(async ({ owe }) => {
    const remove = owe("The server", () => Promise.resolve(times++));
    await Promise.all([remove(), remove()]);
    return 0;
  });
  expect(times).toBe(1);
});

test("a failure comes after the removal", async () => {
  const order: string[] = [];
  const { run } = surroundings();
  const failing = run(({ owe }) => {
    owe("The server", () => Promise.resolve(order.push("removed")));
    return Promise.reject(new Error("no hub"));
  });
  await failing.catch((error: unknown) => order.push(String(error)));
  expect(order).toEqual(["removed", "Error: no hub"]);
});

test.each([
  ["SIGINT", 130],
  ["SIGTERM", 143],
  ["SIGHUP", 129],
] as const)("after %s everything is removed, and the exit code is %i", async (name, code) => {
  let isRemoved = false;
  const { run, signal } = surroundings();
  const ended = run((cleanUp) => {
    cleanUp.owe("The server", () => Promise.resolve((isRemoved = true)));
    return untilEnded(cleanUp);
  });
  signal(name);
  expect([await ended, isRemoved]).toEqual([code, true]);
});

test("work that fails because of the signal is no failure of its own", async () => {
  const { run, signal } = surroundings();
  const ended = run((cleanUp) => untilEnded(cleanUp).then(() => Promise.reject(new Error("aborted"))));
  signal("SIGINT");
  expect(await ended).toBe(130);
});

test("a second Ctrl-C ends the process at once", async () => {
  const { run, signal, pass, exits } = surroundings();
  void run(({ owe }) => {
    owe("The server", never);
    return never();
  });
  signal("SIGINT");
  await settle();
  pass(2);
  signal("SIGINT");
  expect(exits).toEqual([130]);
});

test("a Ctrl-C that npm passes on is not a second one", async () => {
  const { run, signal, exits } = surroundings();
  const ended = run(untilEnded);
  signal("SIGINT");
  signal("SIGINT");
  await ended;
  expect(exits).toEqual([]);
});

test("work that does not hear the signal is not waited for", async () => {
  let isRemoved = false;
  const { run, signal, pass } = surroundings();
  const ended = run(({ owe }) => {
    owe("The server", () => Promise.resolve((isRemoved = true)));
    return never();
  });
  signal("SIGTERM");
  pass(30);
  expect([await ended, isRemoved]).toEqual([143, true]);
});

test("what late work makes after the end is removed too", async () => {
  const removed: string[] = [];
  let late: CleanUp | undefined;
  const { run, signal, pass } = surroundings();
  const ended = run((cleanUp) => {
    late = cleanUp;
    return never();
  });
  signal("SIGTERM");
  pass(30);
  await ended;
  late?.owe("The server", () => Promise.resolve(removed.push("server")));
  expect(removed).toEqual(["server"]);
});

test("a removal that does not end is given up, and the next one is done", async () => {
  const removed: string[] = [];
  const { run, pass, said } = surroundings();
  const ended = run(({ owe }) => {
    owe("The user", () => Promise.resolve(removed.push("user")));
    owe("The server", never, 20);
    return Promise.resolve(0);
  });
  await settle();
  pass(20);
  expect(await ended).toBe(1);
  expect({ removed, said }).toEqual({
    removed: ["user"],
    said: ["The server could not be removed: no answer in 20 s"],
  });
});

test("a success that leaves something behind is none", async () => {
  const { run, said } = surroundings();
  const code = await run(({ owe }) => {
    owe("The server", () => Promise.reject(new Error("the hub answered 500")));
    return Promise.resolve(0);
  });
  expect({ code, said }).toEqual({ code: 1, said: ["The server could not be removed: the hub answered 500"] });
});

test("a reader who stops reading interrupts it, and everything is removed", async () => {
  let isRemoved = false;
  const { run, process } = surroundings();
  const ended = run((cleanUp) => {
    cleanUp.owe("The server", () => Promise.resolve((isRemoved = true)));
    return untilEnded(cleanUp);
  });
  process.stdout.emit("error", new Error("write EPIPE"));
  expect([await ended, isRemoved]).toEqual([141, true]);
});

test("a closed terminal, which also accepts no more output, is no second signal", async () => {
  const { run, signal, process, pass, exits } = surroundings();
  const ended = run((cleanUp) => untilEnded(cleanUp));
  signal("SIGHUP");
  pass(2);
  process.stdout.emit("error", new Error("write EIO"));
  expect([await ended, exits]).toEqual([129, []]);
});

test("no signal is listened to afterwards", async () => {
  const { run, process } = surroundings();
  await run(() => Promise.resolve(0));
  expect(process.eventNames()).toEqual([]);
});
