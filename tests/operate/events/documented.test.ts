import { readFileSync } from "node:fs";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { pending } from "../../../operate/hub/check/pending";
import { keptOf, written } from "../../../operate/hub/events/kept";
import { prepareVerb } from "../../../operate/hub/events/verb-prepare";
import { rehearseVerb } from "../../../operate/hub/events/verb-rehearse";
import { reportVerb } from "../../../operate/hub/events/verb-report";
import { statusVerb } from "../../../operate/hub/events/verb-status";
import { projectFolder } from "../../../rehearse/folders";
import { eventOf } from "./facts";
import { FakeObjects, hurried, onEventHub, podOf } from "./fake";

const event = eventOf();
const events = [event];

function objectsWith(data: Record<string, string>, held: Partial<FakeObjects["held"]> = {}): FakeObjects {
  const objects = new FakeObjects();
  objects.data = data;
  objects.held = { ...objects.held, ...held };
  return objects;
}

const fixed = (commit: string) =>
  written(event, "prepared", { commit, image: `registry/image:${commit}`, at: "2027-03-03T09:20:00Z" });

/** What each command prints, on the hub of the documentation. */
const printed: Readonly<Record<string, () => Promise<string>>> = {
  async prepare() {
    const objects = objectsWith(fixed("0"), { replicas: 8, image: "registry/image:0" });
    return (await onEventHub({ events, now: "2027-03-04T08:45", objects }, (desk) => prepareVerb(desk, event))).said;
  },
  async rehearse() {
    const objects = new FakeObjects();
    const clock = hurried((now) => {
      if (keptOf(objects.data, event, "rehearsal") === undefined || now < 200) return;
      objects.held = { replicas: 8, ready: now >= 570 ? 8 : 0, image: "registry/image:1" };
    });
    const prompt = { input: new PassThrough(), output: new PassThrough(), yes: true };
    const hub = { events, now: "2027-02-25T08:00", objects, clock };
    return (await onEventHub(hub, (desk) => rehearseVerb(desk, event, { prompt }))).said;
  },
  async status() {
    const seen = written(event, "seen", { ready: 7, nodeSeconds: 0, at: "2027-03-04T08:45:00Z" });
    const objects = objectsWith({ ...fixed("0a1b2c3"), ...seen }, { replicas: 8, ready: 7 });
    const labels = { app: "binderhub", component: "binder-event-pyintro" };
    objects.pods = [podOf("binder-event-pyintro-x", labels, { ready: false, trouble: "0/9 nodes are available" })];
    const hub = { events, now: "2027-03-04T08:45", objects };
    return (await onEventHub(hub, (desk) => statusVerb(desk, event, false))).said;
  },
  async report() {
    const waits = Array.from({ length: 100 }, (_, index) => index + 1);
    const seen = { ready: 0, readyAt: "2027-03-04T08:38:00Z", nodeSeconds: 24 * 3600, at: "2027-03-04T11:45:00Z" };
    const objects = objectsWith({
      ...fixed("0a1b2c3"),
      ...written(event, "figures", { launched: 78, failed: 2, refused: 1, most: 76, waits }),
      ...written(event, "seen", seen),
    });
    const hub = { events, now: "2027-03-05T08:00", objects };
    return (await onEventHub(hub, (desk) => reportVerb(desk, event, false))).said;
  },
};

const page = readFileSync(join(projectFolder, "docs/events.md"), "utf8");

test.each(["prepare", "rehearse", "status", "report"])("docs/events.md shows what %s prints", async (what) => {
  const section = page.slice(page.indexOf(`### \`event ${what}\``));
  const shown = /```text\n([\s\S]*?)\n```/.exec(section)?.[1] ?? "";
  const lines = ((await printed[what]?.()) ?? "").split("\n");
  // Lines that are left out are a … there.
  let from = 0;
  for (const line of shown.split("\n").filter((one) => one !== "…")) {
    const found = lines.indexOf(line, from);
    expect({ line, isThere: found >= from }).toEqual({ line, isThere: true });
    from = found + 1;
  }
  expect(from).toBeGreaterThan(4);
});

test("a check takes no pod that waits for an event's node for a fault", () => {
  const waiting = (name: string) => [{ name, why: "Unschedulable: 0/3 nodes are available", since: 400 }];
  const facts = { cluster: { platform: "existing" } } as never;
  expect(pending.judge(waiting("binder-event-pyintro-7d9f-x2x") as never, facts, new Date()).state).toBe("well");
  expect(pending.judge(waiting("jupyter-ada") as never, facts, new Date()).state).toBe("wrong");
});
