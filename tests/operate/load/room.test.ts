import { roomFor } from "../../../operate/hub/load/room";

const gibibyte = 2 ** 30;
interface Changes {
  readonly metadata?: object;
  readonly spec?: object;
}
const node = (name: string, { metadata, spec }: Changes = {}) => ({
  metadata: { name, labels: { "hub.jupyter.org/node-purpose": "user" }, ...metadata },
  spec: { ...spec },
  status: { allocatable: { cpu: "2", memory: "8Gi", pods: "30" } },
});
const isForPeople = { key: "hub.jupyter.org/node-purpose", operator: "In", values: ["user"] };
const onUserNodes = { nodeSelectorTerms: [{ matchExpressions: [isForPeople] }] };
const pod = (requests: object, nodeName?: string, phase = "Running") => ({
  spec: {
    containers: [{ name: "notebook", resources: { requests } }],
    nodeName,
    tolerations: [{ key: "hub.jupyter.org/dedicated", operator: "Equal", value: "user", effect: "NoSchedule" }],
    affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: onUserNodes } },
  },
  status: { phase },
});
const room = (like: object, nodes: readonly object[], pods: readonly object[] = []) => roomFor(like, nodes, pods);
const person = pod({ cpu: "50m", memory: String(gibibyte) });

test("memory sets the limit where it is used up first", () => {
  expect(room(person, [node("a")])).toBe(8);
});

test("cores set the limit where they are used up first", () => {
  expect(room(pod({ cpu: "500m", memory: "1Mi" }), [node("a")])).toBe(4);
});

test("a node takes only so many pods", () => {
  expect(room(pod({ cpu: "1m", memory: "1Mi" }), [node("a")])).toBe(30);
});

test("what runs there takes its room, on its own node only", () => {
  expect(room(person, [node("a"), node("b")], [pod({ cpu: "0.1", memory: "2.5Gi" }, "a")])).toBe(5 + 8);
});

test("a pod that is over takes no room", () => {
  expect(room(person, [node("a")], [pod({ memory: "8Gi" }, "a", "Succeeded")])).toBe(8);
});

test.each([
  ["that is cordoned", node("a", { spec: { unschedulable: true } })],
  ["of another pool", node("a", { metadata: { labels: { "hub.jupyter.org/node-purpose": "core" } } })],
  [
    "with a taint of someone else's",
    node("a", { spec: { taints: [{ key: "sku", value: "gpu", effect: "NoSchedule" }] } }),
  ],
])("a node %s takes nobody", (_what, other) => {
  expect(room(person, [other])).toBe(0);
});

test("a node that is kept for people takes them", () => {
  const taints = [{ key: "hub.jupyter.org/dedicated", value: "user", effect: "NoSchedule" }];
  expect(room(person, [node("a", { spec: { taints } })])).toBe(8);
});
