import { gzipSync } from "node:zlib";
import { type SecretObject } from "../../operate/hub/objects";
import { chartRecorded, nodesIn, serversIn } from "../../operate/hub/upgrade/runs";
import { nodeOf, serverOf } from "./pods";

/** A record as Helm writes it, and as the API server gives it: gzip, then base64 twice. */
const record = (chart: unknown): SecretObject => {
  const zipped = gzipSync(JSON.stringify({ chart: { metadata: chart } })).toString("base64");
  return { data: { release: Buffer.from(zipped).toString("base64") } };
};
const binderhub = { name: "binderhub", version: "1.0.0", dependencies: [{ name: "jupyterhub", version: "4.2.0" }] };

test.each([
  ["the chart and JupyterHub's in it", [record(binderhub)], { chart: "1.0.0", jupyterHubChart: "4.2.0" }],
  [
    "the hub's chart, and no other",
    [record({ name: "prometheus", version: "29" }), record(binderhub)],
    { chart: "1.0.0" },
  ],
  ["a chart that needs no other", [record({ ...binderhub, dependencies: undefined })], { chart: "1.0.0" }],
  ["nothing, where it cannot be read", [{ data: { release: "c3BhbQ==" } }, {}], {}],
])("a record tells %s", (_what, records, expected) => {
  expect(chartRecorded(records)).toMatchObject(expected);
});

test("nodes that are alike are counted", () => {
  const image = { "kubernetes.azure.com/node-image-version": "AKSUbuntu-1" };
  const nodes = [
    nodeOf("a"),
    nodeOf("b"),
    nodeOf("c", { pool: "system", labels: image }),
    nodeOf("d", { version: "v1.35.1" }),
  ];
  expect(nodesIn(nodes)).toEqual([
    { pool: "system", version: "v1.36.3", image: "AKSUbuntu-1", count: 1 },
    { pool: "users", version: "v1.35.1", count: 1 },
    { pool: "users", version: "v1.36.3", count: 2 },
  ]);
});

test("people's servers are known by their owner and pool; those that end are left out", () => {
  const ending = { ...serverOf("eve"), metadata: { ...serverOf("eve").metadata, deletionTimestamp: new Date() } };
  const failed = { ...serverOf("joe"), status: { phase: "Failed" } };
  const pods = [serverOf("bob", { server: "second" }), serverOf("ada"), ending, failed];
  expect(serversIn(pods, [nodeOf("node-1", { pool: "gpu" })])).toEqual([
    { uid: "jupyter-ada", user: "ada", pool: "gpu" },
    { uid: "jupyter-bob", user: "bob", server: "second", pool: "gpu" },
  ]);
});
