import { Restic, whyPending } from "../../../operate/hub/backup/restic";
import { groups } from "../../../operate/hub/backup/volume-pod";
import { type PodObject } from "../../../operate/hub/objects";
import { facts, play, type Scene } from "./fake-cluster";

/** restic in a cluster whose pods are always so. */
function resticWhere(
  status: PodObject["status"] | object | undefined,
  act: (restic: Restic) => Promise<unknown>,
  scene: Scene = {},
) {
  return play(scene, ({ cluster, cleanUp, clock }) => {
    const alwaysSo = { readNamespacedPod: () => Promise.resolve({ status }) };
    if (status !== undefined) Object.assign(cluster.core, alwaysSo);
    return act(new Restic(cluster, facts, cleanUp, clock, () => undefined));
  });
}
const pending = {
  phase: "Pending",
  conditions: [{ type: "PodScheduled", status: "False", message: "0/3 nodes are available" }],
};
const copy = (restic: Restic) => restic.run({ command: ["restic", "backup"], group: groups.person }, 3600);

test.each([
  ["that copies", copy],
  ["that is asked", (restic: Restic) => restic.snapshots()],
])("a pod %s and does not begin is given up, with Kubernetes' reason", async (_what, act) => {
  const { failure, left } = await resticWhere(pending, act);
  expect(String(failure)).toMatch(/its pod does not begin: 0\/3 nodes are available/);
  expect(left).toEqual([]);
});

test("a pod that is evicted is not waited for", async () => {
  const { failure } = await resticWhere(
    { phase: "Failed", reason: "Evicted", message: "The node was low on memory" },
    copy,
  );
  expect(String(failure)).toMatch(/its pod failed: The node was low on memory/);
});

test("what is asked is asked in one pod", async () => {
  const { made } = await resticWhere(undefined, (restic) =>
    Promise.all([restic.init(), restic.snapshots(), restic.ask(["unlock"])]),
  );
  expect(made).toHaveLength(1);
});

test("a repository that is not there has no copies", async () => {
  const { result } = await resticWhere(undefined, (restic) => restic.snapshots(), {
    answers: () => ({ code: 10, err: "no repository" }),
  });
  expect(result).toBe("[]");
});

test.each([
  [11, "", /Somebody else works on.*half an hour/],
  [12, "", /password does not open/],
  [1, "Fatal: wrong password or no key found", /password does not open/],
  [1, "note\nFatal: AuthorizationFailure\n", /cannot be used: Fatal: AuthorizationFailure\. .*backupCredentials/],
])("a list that ends with %d is told with what mends it", async (code, err, words) => {
  const { failure } = await resticWhere(undefined, (restic) => restic.snapshots(), { answers: () => ({ code, err }) });
  expect(String(failure)).toMatch(words);
});

test.each([
  [
    { containerStatuses: [{ state: { waiting: { reason: "ImagePullBackOff", message: "not found" } } }] },
    "ImagePullBackOff: not found",
  ],
  [{ containerStatuses: [{ state: { waiting: { reason: "ContainerCreating" } } }] }, "its volume is not mounted"],
  [pending, "0/3 nodes are available"],
  [{}, "its volume is not mounted"],
])("a pod waits: %j", (status, words) => expect(whyPending({ status: status as PodObject["status"] })).toBe(words));
