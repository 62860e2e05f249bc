import { mkdtempSync, readFileSync } from "node:fs";
import { PassThrough } from "node:stream";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { instantsOf } from "../../../components/events/facts";
import { type HubFacts } from "../../../components/operate/facts";
import { chosenEvent } from "../../../operate/hub/events/desk";
import { keptOf, written } from "../../../operate/hub/events/kept";
import { prepareVerb } from "../../../operate/hub/events/verb-prepare";
import { rehearseVerb } from "../../../operate/hub/events/verb-rehearse";
import { reportVerb } from "../../../operate/hub/events/verb-report";
import { slideVerb } from "../../../operate/hub/events/verb-slide";
import { statusVerb } from "../../../operate/hub/events/verb-status";
import { eventOf } from "./facts";
import { FakeObjects, hurried, onEventHub, podOf } from "./fake";

const event = eventOf();
const events = [event];
const yes = { prompt: { input: new PassThrough(), output: new PassThrough(), yes: true } };
const fixed = (commit: string, at = "2027-03-03T09:20:00Z") =>
  written(event, "prepared", { commit, image: `registry/image:${commit}`, at });

function objectsWith(data: Record<string, string>, held: Partial<FakeObjects["held"]> = {}): FakeObjects {
  const objects = new FakeObjects();
  objects.data = { ...data };
  objects.held = { ...objects.held, ...held };
  return objects;
}

describe("which event", () => {
  const facts = (...names: string[]) => ({ events: names.map((name) => eventOf({ name })) });

  test("is the only one, if none is named", () => {
    expect(chosenEvent(facts("a"), "status").name).toBe("a");
    expect(chosenEvent(facts("a", "b"), "status", "b").name).toBe("b");
  });

  test.each([
    ["several", facts("a", "b"), undefined, "npm run hub -- event status NAME, with one of these names: a, b."],
    ["an unknown name", facts("a", "b"), "c", "There is no event c. There are: a, b."],
    ["none at all", {} as HubFacts, undefined, "binderhub:events (docs/events.md shows how)"],
  ])("is asked for: %s", (_what, hub, name, message) => {
    expect(() => chosenEvent(hub, "status", name)).toThrow(message);
  });
});

describe("event prepare", () => {
  const prepare = (more: Partial<Parameters<typeof onEventHub>[0]> = {}) =>
    onEventHub({ events, now: "2027-03-02T12:00", ...more }, (desk) => prepareVerb(desk, event));

  test("builds now, fixes the commit and says the link", async () => {
    const { code, said, result, objects, users } = await prepare();
    expect({ code, users }).toEqual({ code: 0, users: [] });
    expect(keptOf(objects.data, event, "prepared")).toMatchObject({
      ...{ commit: "1", image: "registry/image:1", at: "2027-03-02T12:00:00Z" },
    });
    expect(said).toContain("Fixed: Workshop pyintro is at commit 1.");
    expect(said).toContain("The link for people: https://hub.example.org/binder/event/pyintro");
    expect(result).toMatchObject({ event: "pyintro", commit: "1", image: "registry/image:1" });
  });

  test("fixes the new commit if there was another one, and says when nodes have it", async () => {
    const objects = objectsWith(fixed("0"), { replicas: 8, image: "registry/image:0" });
    const { said, result } = await prepare({ objects, now: "2027-03-04T08:45" });
    expect(said).toContain("Fixed anew: Workshop pyintro is at commit 1; it was at 0.");
    expect(said).toContain("Its nodes pull the new image within five minutes.");
    expect(result).toMatchObject({ commit: "1", before: "0" });
    expect(keptOf(objects.data, event, "prepared")).toMatchObject({ commit: "1" });
  });

  test("that fails leaves the commit of before, and says so", async () => {
    const objects = objectsWith(fixed("0"));
    const { code, said } = await prepare({ objects, answer: () => "fail" });
    expect(code).toBe(1);
    expect(said).toContain("Failed to launch image registry/image:1");
    expect(said).toContain("It stays at commit 0.");
    expect(keptOf(objects.data, event, "prepared")).toMatchObject({ commit: "0" });
  });

  test("of an event that is over is refused", async () => {
    await expect(prepare({ now: "2027-03-04T12:00" })).rejects.toThrow("is over");
  });
});

describe("event status", () => {
  const status = (now: string, objects: FakeObjects, more: Partial<Parameters<typeof onEventHub>[0]> = {}) =>
    onEventHub({ events, now, objects, ...more }, (desk) => statusVerb(desk, event, false));
  const holder = { app: "binderhub", component: "binder-event-pyintro" };
  const own = { component: "singleuser-server", "binder-event": "pyintro" };

  test("long before says when its image is built, and finds nothing wrong", async () => {
    const { code, said } = await status("2027-02-20T12:00", new FakeObjects());
    expect(code).toBe(0);
    expect(said.split("\n")).toEqual([
      "Workshop pyintro: Thursday 4 March at 10:00 (Europe/Berlin)",
      "Planned: nothing of it is there yet.",
      "Next: its image is built on Wednesday 3 March at 10:00 (Europe/Berlin).",
      "",
      "Image:  not built yet",
      "Nodes:  none are wanted now",
      "People: 0 of 80 have a server, 0 are waiting; so far 0 launched and 0 failed",
      "Link:   https://hub.example.org/binder/event/pyintro",
      "Board:  https://hub.example.org/binder/event/pyintro/board",
    ]);
  });

  test("in the middle of it takes the page's numbers", async () => {
    const objects = objectsWith(
      {
        ...fixed("0a1b2c3"),
        ...written(event, "seen", { ready: 8, nodeSeconds: 0, at: "2027-03-04T09:00:00Z" }),
      },
      { replicas: 8, ready: 8 },
    );
    const { code, said, result } = await status("2027-03-04T09:03", objects, {
      numbers: { seats: 41, waiting: 7, launched: 48, failed: 1 },
    });
    expect(code).toBe(0);
    expect(said).toContain("Next: it ends on Thursday 4 March at 12:00 (Europe/Berlin).");
    expect(said).toContain("Image:  commit 0a1b2c3, fixed on Wednesday 3 March at 10:20 (Europe/Berlin)");
    expect(said).toContain("Nodes:  8 ready; 8 of 8 have the image");
    expect(said).toContain("People: 41 of 80 have a server, 7 are waiting; so far 48 launched and 1 failed");
    expect(result).toMatchObject({ phase: "open", next: { what: "leaving", at: "2027-03-04T11:00:00Z" } });
  });

  test("counts pods where the page cannot be asked", async () => {
    const objects = objectsWith(fixed("1"), { replicas: 8, ready: 8 });
    objects.pods = [
      podOf("a", own),
      podOf("b", own, { ready: false }),
      podOf("c", { ...own, "binder-event": "other" }),
    ];
    const { said } = await status("2027-03-04T09:03", objects);
    expect(said).toContain("People: 1 of 80 have a server, 1 are waiting");
  });

  test.each([
    ["2027-03-03T10:00", new FakeObjects(), 0, []],
    [
      "2027-03-03T10:01",
      new FakeObjects(),
      1,
      [/not built yet/, /logs -l component=binder-events/, /event prepare pyintro/],
    ],
    [
      "2027-03-03T10:01",
      objectsWith(written(event, "prepared", { failure: "ERROR: no numpy 9", at: "2027-03-03T10:00:00Z" })),
      1,
      [/ERROR: no numpy 9/, /and then: npm run hub -- event prepare pyintro/],
    ],
    ["2027-03-04T08:40", objectsWith(fixed("1"), { replicas: 8, ready: 0 }), 0, []],
    ["2027-03-04T08:41", objectsWith(fixed("1"), { replicas: 8, ready: 6 }), 1, [/of its nodes, 6 of 8 have/]],
    ["2027-03-04T08:41", objectsWith(fixed("1"), { replicas: 0 }), 1, [/of its nodes, 0 of 8 are asked for/]],
    // After the end nobody can mend it any more.
    ["2027-03-04T11:01", objectsWith(fixed("1"), { replicas: 8, ready: 6 }), 0, []],
  ] as const)("at %s: what must be mended (%#)", async (now, objects, code, patterns) => {
    const done = await status(now, objects);
    expect(done.code).toBe(code);
    for (const pattern of patterns) expect(done.said).toMatch(pattern);
    expect(done.said.includes("Wrong:")).toBe(code === 1);
  });

  test("says why a node does not come, and how to look at it", async () => {
    const objects = objectsWith(fixed("1"), { replicas: 8, ready: 7 });
    objects.pods = [podOf("binder-event-pyintro-x", holder, { ready: false, trouble: "0/9 nodes are available" })];
    const { said } = await status("2027-03-04T08:45", objects);
    expect(said).toContain(
      "Wrong: of its nodes, 7 of 8 have the image; binder-event-pyintro-x: Unschedulable: 0/9 nodes are available.",
    );
    expect(said).toContain("kubectl describe pod binder-event-pyintro-x -n binderhub");
    expect(said).toContain("az vm list-usage --location westeurope");
  });

  test.each([
    [9, 1, 0],
    [8, 1, 1],
  ])("%d launched and %d failed gives code %d", async (launched, failed, code) => {
    const objects = objectsWith(fixed("1"), { replicas: 8, ready: 8 });
    const numbers = { seats: launched, waiting: 0, launched, failed };
    const done = await status("2027-03-04T09:03", objects, { numbers });
    expect(done.code).toBe(code);
    expect(done.said.includes("npm run hub -- logs launch --repository https://github.com/mygroup/pyintro")).toBe(
      code === 1,
    );
  });
});

describe("event rehearse", () => {
  const small = eventOf({ people: 6, nodes: 2, arriveWithin: "2m" });
  const smallFixed = (commit: string) =>
    written(small, "prepared", { commit, image: `registry/image:${commit}`, at: "2027-02-25T08:00:00Z" });

  /** The job, which comes a while after the rehearsal was written, and nodes that follow it. */
  function withJob(objects: FakeObjects, when = { asked: 200, ready: 600 }) {
    const rehearsed: unknown[] = [];
    const clock = hurried((now) => {
      const rehearsal = keptOf(objects.data, small, "rehearsal");
      if (rehearsal !== undefined && now >= when.asked)
        objects.held = { replicas: 2, ready: now >= when.ready ? 2 : 0, image: "registry/image:1" };
      if (JSON.stringify(rehearsed.at(-1)) !== JSON.stringify(rehearsal)) rehearsed.push(rehearsal);
    });
    return { objects, clock, rehearsed };
  }
  const rehearse = (
    more: Partial<Parameters<typeof onEventHub>[0]>,
    flags: Partial<Parameters<typeof rehearseVerb>[2]> = {},
    meanwhile?: Parameters<typeof onEventHub>[2],
  ) =>
    onEventHub(
      { events: [small], now: "2027-02-25T08:00", ...more },
      (desk) => rehearseVerb(desk, small, { ...yes, ...flags }),
      meanwhile,
    );

  test("waits for its nodes, lets everybody come, and ends", async () => {
    const { rehearsed, ...world } = withJob(objectsWith(smallFixed("1")));
    const { code, said, result, users, objects, clicks, endedAt } = await rehearse(world);
    expect({ code, users }).toEqual({ code: 0, users: [] });
    expect(said).toContain("6 people come within 2m; each runs a cell and stays 3m");
    expect(said).toContain("All 2 nodes have the image, after 10m.");
    expect(said).toContain("6 clicked, 6 had a notebook and a result, 0 failed.");
    expect(result).toMatchObject({ event: "pyintro", commit: "1", nodesReadyAfter: 600, launched: 6, failed: 0 });
    // The first one is there to see that the image is.
    expect(clicks).toBe(7);
    // It had its room from the beginning to the end, and no longer.
    const ended = keptOf(objects.data, small, "rehearsal");
    expect(ended?.from).toBe("2027-02-25T08:00:00Z");
    expect(Date.parse(ended?.until ?? "")).toBeGreaterThan(Date.parse("2027-02-25T08:13:00Z"));
    expect(Date.parse(ended?.until ?? "")).toBeLessThanOrEqual(endedAt.getTime());
    expect(rehearsed[0]).toMatchObject({ until: "2027-02-25T08:30:00Z" });
    expect(rehearsed[1]).toMatchObject({ until: "2027-02-25T08:25:00Z" });
  });

  test("lets nobody come before the hub's pods know of it, though its nodes are there at once", async () => {
    const { rehearsed, ...world } = withJob(objectsWith(smallFixed("1")), { asked: 0, ready: 0 });
    const { code, result } = await rehearse(world);
    expect({ code, rehearsed: rehearsed.length }).toEqual({ code: 0, rehearsed: expect.any(Number) as number });
    expect(result).toMatchObject({ nodesReadyAfter: 120 });
  });

  test("says before what it costs and asks, and begins nothing without an answer", async () => {
    const objects = objectsWith(smallFixed("1"));
    await expect(rehearse({ objects }, { prompt: { ...yes.prompt, yes: false } })).rejects.toThrow("--yes");
    const input = Object.assign(new PassThrough(), { isTTY: true });
    input.end("n\n");
    const { code, said, clicks } = await rehearse({ objects }, { prompt: { ...yes.prompt, input, yes: false } });
    expect({ code, clicks }).toEqual({ code: 2, clicks: 0 });
    // 2 nodes for half an hour, at 0.23 an hour.
    expect(said).toContain("It costs about 0.23 USD: 30m at most, at 0.23 USD an hour for each node.");
    expect(said).toContain("Nothing was begun.");
    expect(objects.data).not.toHaveProperty(["pyintro.rehearsal"]);
  });

  test("gives up after 20 minutes, says why, and ends", async () => {
    const { rehearsed, ...world } = withJob(objectsWith(smallFixed("1")), { asked: 200, ready: Infinity });
    const labels = { app: "binderhub", component: "binder-event-pyintro" };
    world.objects.pods = [podOf("holder-x", labels, { ready: false, trouble: "0/9 nodes are available" })];
    const { code, said, clicks, objects } = await rehearse(world);
    expect({ code, clicks }).toEqual({ code: 1, clicks: 0 });
    expect(said).toContain("Not all nodes were ready after 20m10s, so nobody comes.");
    expect(said).toContain("holder-x: Unschedulable: 0/9 nodes are available");
    expect(rehearsed[0]).toMatchObject({ until: "2027-02-25T08:30:00Z" });
    expect(keptOf(objects.data, small, "rehearsal")?.until).toBe("2027-02-25T08:20:10Z");
  });

  test("says that the job did not come", async () => {
    const { objects, clock } = withJob(objectsWith(smallFixed("1")), { asked: Infinity, ready: Infinity });
    expect((await rehearse({ objects, clock })).said).toContain(
      "The job has not asked for them: kubectl logs -l component=binder-events --tail=20 -n binderhub",
    );
  });

  test("ends on Ctrl-C while it waits for nodes", async () => {
    const objects = objectsWith(smallFixed("1"));
    let interrupt: () => void = () => undefined;
    const clock = hurried((now) => (now >= 60 ? interrupt() : undefined));
    const done = await rehearse({ objects, clock }, {}, (given) => Promise.resolve(void (interrupt = given)));
    expect(done.code).toBe(130);
    expect(keptOf(objects.data, small, "rehearsal")).toMatchObject({ until: "2027-02-25T08:01:00Z" });
  });

  test("ends on Ctrl-C while people are there, and leaves nobody", async () => {
    const objects = objectsWith(smallFixed("1"));
    let interrupt: () => void = () => undefined;
    const clock = hurried((now) => {
      objects.held = { replicas: 2, ready: 2, image: "registry/image:1" };
      if (now >= 100) interrupt();
    });
    const done = await rehearse({ objects, clock }, {}, (given) => Promise.resolve(void (interrupt = given)));
    expect(done.code).toBe(130);
    expect(done.users).toEqual([]);
    expect(Date.parse(keptOf(objects.data, small, "rehearsal")?.until ?? "")).toBeLessThan(
      Date.parse("2027-02-25T08:10:00Z"),
    );
  });

  test("long before builds the image, and does not fix the commit for the day", async () => {
    const { objects, clock } = withJob(new FakeObjects());
    const { code, result } = await rehearse({ objects, clock });
    expect(code).toBe(0);
    expect(result).toMatchObject({ commit: "1", launched: 6 });
    expect(keptOf(objects.data, small, "prepared")).toBeUndefined();
  });

  test("on the day before builds the image, and the commit stays", async () => {
    const { objects, clock } = withJob(new FakeObjects());
    await rehearse({ objects, clock, now: "2027-03-03T12:00" });
    expect(keptOf(objects.data, small, "prepared")).toMatchObject({ commit: "1" });
  });

  test.each([
    ["2027-03-04T07:31", "It is too late to rehearse", {}],
    ["2027-03-04T08:30", "has its room since Thursday 4 March at 09:30", {}],
    ["2027-03-04T11:29", "has its room since", {}],
    ["2027-03-04T11:30", "is over", {}],
    ["2027-02-25T08:00", "has places for 6 people, and not for 7", { people: 7 }],
  ])("at %s is refused: %s", async (now, message, flags) => {
    const objects = objectsWith(smallFixed("1"));
    await expect(rehearse({ now, objects }, flags)).rejects.toThrow(message);
    expect(objects.data).not.toHaveProperty(["pyintro.rehearsal"]);
  });

  test("is refused while another one goes on, until its room is free", async () => {
    const running = written(small, "rehearsal", { from: "2027-02-25T07:50:00Z", until: "2027-02-25T08:20:00Z" });
    const objects = objectsWith({ ...smallFixed("1"), ...running });
    await expect(rehearse({ objects })).rejects.toThrow("free again on Thursday 25 February at 09:20 (Europe/Berlin)");
    expect(instantsOf(small).nodesUp).toBe(Date.parse("2027-03-04T08:30Z"));
  });
});

describe("event report", () => {
  const figures = {
    launched: 78,
    failed: 2,
    refused: 1,
    most: 76,
    waits: Array.from({ length: 100 }, (_, i) => i + 1),
  };
  const objects = () =>
    objectsWith({
      ...fixed("0a1b2c3"),
      ...written(event, "figures", figures),
      ...written(event, "seen", {
        ...{ ready: 0, readyAt: "2027-03-04T08:38:00Z", nodeSeconds: 8 * 3 * 3600, at: "2027-03-04T11:45:00Z" },
      }),
    });
  const report = (of: FakeObjects, page?: string) =>
    onEventHub({ events, now: "2027-03-05T08:00", objects: of }, (desk) => reportVerb(desk, event, false, page));

  test.each([
    ["2027-03-04T11:29", true],
    ["2027-03-04T11:30", false],
  ])("at %s, an event that is not over is said to be so: %s", async (now, goesOn) => {
    const { said } = await onEventHub({ events, now, objects: objects() }, (desk) => reportVerb(desk, event, false));
    expect(said.includes("It is not over yet. So far:")).toBe(goesOn);
  });

  test("has the figures, the waits, the nodes and what they cost beside what was expected", async () => {
    const { code, said, result } = await report(objects());
    expect(code).toBe(0);
    expect(said.split("\n")).toEqual([
      "Workshop pyintro: Thursday 4 March at 10:00 (Europe/Berlin)",
      "https://github.com/mygroup/pyintro at commit 0a1b2c3",
      "",
      "People:  78 servers started, for 80 people; at most 76 at the same time",
      "Failed:  2 launches, and 1 more were refused by a quota",
      "Waiting: 50 s for half of them, 95 s for 95 of 100, 100 s at most",
      "Nodes:   8 planned; 24.0 node hours with rehearsals; all were ready at 2027-03-04T08:38:00Z",
      "Cost:    5.52 USD for the nodes; 6 were expected, with disks and traffic, and at most 7",
    ]);
    expect(result).toEqual({
      ...{ title: "Workshop pyintro", name: "pyintro", repository: "https://github.com/mygroup/pyintro" },
      ...{ commit: "0a1b2c3", startInWords: "Thursday 4 March at 10:00 (Europe/Berlin)", people: 80, figures },
      times: { median: 50, p95: 95, max: 100 },
      nodes: { count: 8, hours: 24, readyAt: "2027-03-04T08:38:00Z" },
      cost: { currency: "USD", spent: 24 * 0.23, expected: 6, most: 7 },
      at: "2027-03-05T08:00:00Z",
    });
  });

  test("of an event to which nobody has come says so", async () => {
    const { said, result } = await report(new FakeObjects());
    expect(said).toContain("Nobody has come yet.");
    expect(Object.keys(result as object).sort()).toEqual([
      "at",
      "name",
      "people",
      "repository",
      "startInWords",
      "title",
    ]);
  });

  test("is written as a page", async () => {
    const file = join(mkdtempSync(join(tmpdir(), "event-")), "report.html");
    await report(objects(), file);
    expect(readFileSync(file, "utf8")).toContain("Workshop pyintro");
  });
});

describe("event slide", () => {
  test("is written with the link", async () => {
    const file = join(mkdtempSync(join(tmpdir(), "event-")), "slide.html");
    const { code } = await onEventHub({ events, now: "2027-02-20T08:00" }, (desk) => slideVerb(desk, event, file));
    expect(code).toBe(0);
    expect(readFileSync(file, "utf8")).toContain("/binder/event/pyintro");
  });

  test("without a file says how to name one", async () => {
    await expect(
      onEventHub({ events, now: "2027-02-20T08:00" }, (desk) => slideVerb(desk, event, undefined)),
    ).rejects.toThrow("npm run hub -- event slide pyintro --file slide.html");
  });
});
