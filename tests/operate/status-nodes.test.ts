import { type PodObject } from "../../operate/hub/objects";
import { serverPod } from "../../components/scheduling/pods";
import { poolsNow, requestsOf, roomOn } from "../../operate/hub/status/nodes";
import { nextServer } from "../../operate/hub/status/server";
import { nodeOf, serverOf } from "./pods";

/** As z2jh keeps the values of the hub: memory in units of 1024. */
const values = `
singleuser: { cpu: { guarantee: 0.05, limit: 0.5 }, memory: { guarantee: 128M, limit: 512M } }
scheduling: { userPods: { nodeAffinity: { matchNodePurpose: require } } }
`;
const secret = { data: { "values.yaml": Buffer.from(values).toString("base64") } };
const server = serverPod({
  jupyterhub: {
    singleuser: { cpu: { guarantee: 0.05 }, memory: { guarantee: "128M" } },
    scheduling: { userPods: { nodeAffinity: { matchNodePurpose: "require" } } },
  },
});

test("An empty node has room until its memory is used up", () => {
  expect(roomOn(nodeOf("node-1"), [], server)).toBe(8192 / 128);
});

test("Its cores can be used up first", () => {
  expect(roomOn(nodeOf("node-1", { cpu: "1" }), [], server)).toBe(20);
});

test("So can its places for pods", () => {
  expect(roomOn(nodeOf("node-1", { pods: "30" }), [], server)).toBe(30);
});

test("What runs there takes room", () => {
  expect(roomOn(nodeOf("node-1"), [serverOf("ada"), serverOf("ben")], server)).toBe(62);
});

test.each([
  ["on another node", { spec: { nodeName: "node-2", containers: [] } }],
  ["has ended", { status: { phase: "Succeeded" } }],
  ["is a placeholder", { metadata: { labels: { component: "user-placeholder" } } }],
] satisfies [string, Partial<PodObject>][])("A pod that %s takes none", (_, edit) => {
  expect(roomOn(nodeOf("node-1"), [{ ...serverOf("ada"), ...edit }], server)).toBe(64);
});

test.each([
  ["is not ready", { ready: false }],
  ["is cordoned", { cordoned: true }],
  ["is not for people", { labels: { "hub.jupyter.org/node-purpose": "core" } }],
  ["has no purpose where one is required", { labels: {} }],
  [
    "has a taint that servers do not tolerate",
    { taints: [{ key: "CriticalAddonsOnly", value: "true", effect: "NoSchedule" }] },
  ],
])("A node that %s has no room", (_, edits) => {
  expect(roomOn(nodeOf("node-1", edits), [], server)).toBe(0);
});

test("A taint for people's servers, and one that is only a wish, keep nobody off", () => {
  const taints = [
    { key: "hub.jupyter.org/dedicated", value: "user", effect: "NoSchedule" },
    { key: "busy", value: "", effect: "PreferNoSchedule" },
  ];
  expect(roomOn(nodeOf("node-1", { taints }), [], server)).toBe(64);
});

test("A pod asks for the most of what it starts with and what it runs with", () => {
  const pod: PodObject = {
    spec: {
      containers: [{ name: "a", resources: { requests: { cpu: "100m", memory: "1Gi" } } }],
      initContainers: [
        { name: "first", resources: { requests: { cpu: "2", memory: "10Mi" } } },
        { name: "beside", restartPolicy: "Always", resources: { requests: { memory: "1Gi" } } },
      ],
    },
  };
  expect(requestsOf(pod)).toEqual({ cpu: 2000, memory: 2048, gpus: 0, pods: 1 });
});

test("Pools are counted one by one", () => {
  const nodes = [
    nodeOf("a"),
    nodeOf("b", { cordoned: true }),
    nodeOf("c", { ready: false }),
    nodeOf("d", { pool: "system" }),
  ];
  expect(poolsNow(nodes, [], server)).toEqual([
    { pool: "system", nodes: 1, ready: 1, cordoned: 0, room: 64 },
    { pool: "users", nodes: 3, ready: 2, cordoned: 1, room: 64 },
  ]);
});

test("What a server asks for is read from the values of the hub", () => {
  expect(nextServer(secret, [])).toMatchObject({ cpu: 50, memory: 128, terms: server.terms });
});

test("Where they cannot be read, the largest server that runs tells it", () => {
  expect(nextServer(undefined, [serverOf("ada")])).toMatchObject({ cpu: 50, memory: 128, pods: 1 });
  expect(nextServer(undefined, [])).toBeUndefined();
});
