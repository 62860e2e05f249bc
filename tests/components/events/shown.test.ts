import { concepts } from "../../../components/concepts";
import { shownEvents } from "../../../components/events/shown";
import { edited, existingStack, settingsOf } from "../../stack/stack";
import { hubOf, pools, withEvents, workshop } from "./stacks";

const shown = (...events: readonly object[]) => {
  const settings = hubOf({
    "azure.pools": pools,
    "azure.quotas": { standardDSv5Family: 130 },
    ...withEvents(...events),
  });
  return shownEvents({ ...settings, events: settings.events ?? [] });
};

test("a preview shows what an event needs, when, and what it costs", () => {
  const { pyintro } = shown({ ref: "v1", people: 200, perPerson: { memoryGuarantee: "1G" }, room: "203.0.113.0/24" });
  expect(pyintro).toEqual({
    when: "2027-03-04: Thursday 4 March at 10:00 to Thursday 4 March at 12:00 (Europe/Berlin)",
    launches: "https://github.com/mygroup/workshop, at what v1 is on Wednesday 3 March at 10:00",
    people:
      "200, within 5 minutes: 40 launches a minute, 20 servers that start at the same moment of 64 that JupyterHub allows",
    perPerson: "1G and 0.05 cores set aside, up to 2G and 1 cores",
    room: "no limits by address for 203.0.113.0/24",
    timeline: {
      prepare: "Wednesday 3 March at 10:00: the image is built, and its commit fixed",
      nodesUp: "Thursday 4 March at 09:30: its nodes are there, with the image",
      start: "Thursday 4 March at 10:00: doors open",
      arrived: "Thursday 4 March at 10:05: everybody is in",
      end: "Thursday 4 March at 12:00: it ends",
      gone: "Thursday 4 March at 12:30: its nodes are let go",
    },
    nodes: "20 of Standard_D4s_v5, and 1 more if one fails",
    seats: "200: 10 on a node, where memory ends first; if everybody takes as much as possible, each has 1118 MiB",
    // The hub: (3 + 1) × 2, (3 + 1) × 4 and (2 + 1) × 4 cores. The event: 21 × 4.
    quota:
      "84 cores of standardDSv5Family, 120 together with the hub at its most; azure.quotas says 130, so 10 are left",
    addresses: "5376 for pods, of 65,536 in the cluster",
    pulls: "20 of the image from Docker Hub",
    maintenance: "none on 2027-03-04",
    price: expect.stringMatching(/^likely \d+ USD, at most \d+, beside the hub$/) as string,
  });
});

test("two events of the same moment show the quota that both need", () => {
  const { second } = shown({ people: 10 }, { name: "second", repository: "https://github.com/a/b", people: 10 });
  // 36 of the hub, and 8 of each.
  expect(second).toMatchObject({
    quota:
      "8 cores of standardDSv5Family, 52 together with the hub and pyintro, second at their most; azure.quotas says 130, so 78 are left",
  });
});

test("on an existing cluster, it shows what must be free there", () => {
  const settings = settingsOf(edited({ events: [workshop] }, existingStack));
  expect(shownEvents({ ...settings, events: settings.events ?? [] }).pyintro).toMatchObject({
    room: "the program does not know the cluster's nodes: 80 times 256M of memory, 4 cores and 80 pods must be free there ('kubectl describe nodes' tells)",
  });
});

test("the stack's outputs have it, and no more if there is no event", () => {
  const outputs = concepts.find(({ settings }) => "events" in settings)?.outputs;
  const none = hubOf({ "azure.pools": pools });
  expect(outputs?.(none, {} as never)).toEqual({});
  const some = hubOf({ "azure.pools": pools, ...withEvents({}) });
  expect(Object.keys(outputs?.(some, {} as never) ?? {})).toEqual(["events"]);
});
