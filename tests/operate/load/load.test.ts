import { EventEmitter } from "node:events";
import { PassThrough } from "node:stream";
import { cleaningUp } from "../../../operate/hub/clean-up";
import { type Clock } from "../../../operate/hub/clock";
import { type Outcome } from "../../../operate/hub/desk";
import { launchVerb } from "../../../operate/hub/launch-verb";
import { type LoadFlags, loadVerb } from "../../../operate/hub/load/verb";
import { type Answer, fakeHub } from "./fake-hub";

const untilAborted = (signal?: AbortSignal) =>
  new Promise<void>((resolve) => {
    if (signal?.aborted === true) resolve();
    else signal?.addEventListener("abort", () => resolve());
  });

/** Nobody waits, except those who stay for very long. */
const hurried: Clock = {
  now: () => 0,
  wait: (seconds, signal) => (seconds >= 1000 ? untilAborted(signal) : new Promise(setImmediate)),
};
/** No time passes but the seconds that a command gets to end. */
const still = (grace: number): Clock => ({
  now: () => 0,
  wait: (seconds, signal) => (seconds <= grace ? Promise.resolve() : untilAborted(signal)),
});

const logins = ["none", "github"] as const;

/** A command on a hub, and what is left of it. */
async function onHub(
  {
    login,
    answer = () => "launch",
    grace = 0,
  }: { login: (typeof logins)[number]; answer?: (click: number) => Answer; grace?: number },
  command: (desk: Parameters<typeof launchVerb>[0]) => Promise<Outcome>,
  meanwhile: (hub: Awaited<ReturnType<typeof fakeHub>>, signal: () => void) => Promise<void> = () => Promise.resolve(),
) {
  const hub = await fakeHub(login, answer);
  const streams = { stdout: new EventEmitter(), stderr: new EventEmitter() };
  const process = Object.assign(new EventEmitter(), { exit: () => undefined, ...streams });
  const out = new PassThrough();
  let outcome: Outcome | undefined;
  try {
    const ended = cleaningUp(
      async (cleanUp) => {
        outcome = await command({ guest: hub.guest, cleanUp, screen: { out }, clock: hurried });
        return outcome.code;
      },
      { process: process as never, say: () => undefined, clock: still(grace) },
    );
    await meanwhile(hub, () => process.emit("SIGINT", "SIGINT"));
    const code = await ended;
    const said = String(out.read() ?? "");
    return {
      code,
      said,
      result: outcome?.result,
      users: [...hub.users],
      strays: hub.straysRemoved(),
      clicks: hub.clicks(),
    };
  } finally {
    await hub.close();
  }
}

const flags = (people: number, stay = 1): LoadFlags => ({
  people,
  within: 10,
  stay,
  prompt: { input: new PassThrough(), output: new PassThrough(), yes: true },
});

/** Waits until something is so. Each turn lets the hub answer. */
async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise(setImmediate);
}

describe.each(logins)("login %s", (login) => {
  test("everybody who comes gets a notebook and a result, and has left at the end", async () => {
    const { code, result, users } = await onHub({ login }, (desk) => loadVerb(desk, flags(7)));
    expect({ code, result, users }).toMatchObject({
      code: 0,
      result: { clicked: 7, launched: 7, failed: 0 },
      users: [],
    });
  });

  test("after Ctrl-C in the middle nobody new comes, and nobody is left", async () => {
    // The first one builds. Three come at 0 s, 400 s and 800 s, and stay. For the next one the clock does not get there.
    const { code, clicks, users } = await onHub(
      { login },
      (desk) => loadVerb(desk, { ...flags(20, 1000), within: 20 * 400 }),
      async (hub, interrupt) => {
        await until(() => hub.clicks() === 4);
        interrupt();
      },
    );
    expect({ code, clicks, users }).toEqual({ code: 130, clicks: 4, users: [] });
  });

  test("those who are waiting for their server at Ctrl-C leave too", async () => {
    const answer = (click: number) => (click < 3 ? "launch" : "hold");
    const { code, clicks, users } = await onHub(
      { login, answer },
      (desk) => loadVerb(desk, flags(6, 1000)),
      async (hub, interrupt) => {
        await until(() => hub.held.length === 4);
        interrupt();
        // Whose they are, only the end tells where nobody logs in.
        if (login === "none") for (const finish of hub.held) finish();
      },
    );
    expect({ code, clicks, users }).toEqual({ code: 130, clicks: 7, users: [] });
  });

  test("a single launch that waits for its server at Ctrl-C leaves nobody", async () => {
    const { code, users } = await onHub(
      { login, answer: () => "hold" },
      (desk) => launchVerb(desk, {}),
      async (hub, interrupt) => {
        await until(() => hub.held.length === 1);
        interrupt();
        for (const finish of hub.held) finish();
      },
    );
    expect({ code, users }).toEqual({ code: 130, users: [] });
  });

  test("nobody comes if the first launch fails", async () => {
    const { code, clicks, users, said } = await onHub({ login, answer: () => "fail" }, (desk) =>
      loadVerb(desk, flags(7)),
    );
    expect({ code, clicks, users }).toEqual({ code: 1, clicks: 1, users: [] });
    expect(said).toContain("It failed, so nobody else comes: Failed to launch image registry/image:1");
  });

  test("a load whose launches fail says why, and leaves nobody", async () => {
    const answer = (click: number) => (click === 0 ? "launch" : "fail");
    const { code, result, users } = await onHub({ login, answer }, (desk) => loadVerb(desk, flags(4)));
    expect({ code, result, users }).toMatchObject({
      code: 1,
      result: {
        stopped: "more than a third of the last ten launches failed",
        failures: [{ why: "Failed to launch image registry/image:1", count: 4 }],
      },
      users: [],
    });
  });

  test("a launch computes, and leaves nobody", async () => {
    const { code, said, users } = await onHub({ login }, (desk) => launchVerb(desk, {}));
    expect({ code, users }).toEqual({ code: 0, users: [] });
    expect(said).toContain("1 + 1 = 2");
  });

  test("a launch that is to be kept leaves its server", async () => {
    const { code, users } = await onHub({ login }, (desk) => launchVerb(desk, { keep: true }));
    expect({ code, users: users.length }).toEqual({ code: 0, users: 1 });
  });
});

test("a launch that ends long after Ctrl-C is waited for where nobody logs in", async () => {
  const { code, users } = await onHub(
    { login: "none", answer: () => "hold", grace: 30 },
    (desk) => launchVerb(desk, {}),
    async (hub, interrupt) => {
      await until(() => hub.held.length === 1);
      interrupt();
      // The command is not waited for any more, and removes what there is.
      for (let turn = 0; turn < 10; turn++) await new Promise(setImmediate);
      for (const finish of hub.held) finish();
    },
  );
  expect({ code, users }).toEqual({ code: 130, users: [] });
});

test("users whom failed launches made without a login are looked for", async () => {
  expect((await onHub({ login: "none", answer: () => "fail" }, (desk) => launchVerb(desk, {}))).strays).toBe(1);
});

test("more people than the hub has servers for are not sent, unless it is said so", async () => {
  const prompt = { ...flags(21).prompt, yes: false };
  await expect(onHub({ login: "none" }, (desk) => loadVerb(desk, { ...flags(21), prompt }))).rejects.toThrow(
    "20 servers at a time",
  );
  expect((await onHub({ login: "none" }, (desk) => loadVerb(desk, flags(21)))).result).toMatchObject({ launched: 21 });
});

test("without a terminal nobody comes, unless it is said so", async () => {
  const prompt = { ...flags(2).prompt, yes: false };
  await expect(onHub({ login: "none" }, (desk) => loadVerb(desk, { ...flags(2), prompt }))).rejects.toThrow("--yes");
});
