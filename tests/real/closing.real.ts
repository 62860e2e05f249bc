/** @jest-environment ./tests/engine/environment.ts */
import { execFileSync } from "node:child_process";
import { closedMap } from "../../components/operate/closing";
import { type KubernetesApi, type KubernetesObject } from "../../sandbox/real/api";
import { at } from "../../settings/untyped";
import { things } from "../engine/events";
import { tally } from "../proof/figures";
import { oldestChart } from "../../rehearse/chart-archives";
import { config, empty, succeeded } from "./life";
import { onStage } from "./stage";

const login = { "auth.type": "github", "auth.clientId": "client-id", "auth.allowedUsers[0]": "ada" };

/** What is in the cluster after a step, and what the step did. */
interface Seen {
  readonly up: true | string;
  readonly steps: Readonly<Record<string, readonly string[]>>;
  readonly message: unknown;
  readonly objects: readonly string[];
  /** Apps whose pods have the message in a volume. */
  readonly readers: readonly string[];
}

let hub: Readonly<Record<"made" | "closed" | "openByHand" | "closedAgain" | "open", Seen>>;

beforeAll(async () => {
  const nodes = [{ pool: "kind", count: 1, labels: {}, taints: [] }];
  hub = await onStage({ stack: "local", chart: oldestChart(), nodes }, async ({ rehearsal, cluster, kubectl }) => {
    const up = async (set: Readonly<Record<string, string>> = {}): Promise<Seen> => {
      await rehearsal.set(config(set));
      const outcome = await rehearsal.run("up");
      return { up: succeeded(outcome), steps: things(outcome), ...(await look(cluster.api)) };
    };
    await rehearsal.set(config({ authClientSecret: "client-secret" }, true));
    const made = await up(login);
    const closed = await up({ "operate.closed": "Back at 14:00" });
    const open = JSON.stringify({ data: { [closedMap.key]: "" } });
    const where = [`--kubeconfig=${cluster.kubeconfigFile}`, "--namespace=binderhub"];
    // By a program that is not kubectl: what kubectl has written, the provider takes over in any case.
    const who = "--field-manager=a-person";
    execFileSync(kubectl, [...where, "patch", "configmap", closedMap.name, who, "--type=merge", `--patch=${open}`]);
    const openByHand = { ...(await up()), up: empty(await rehearsal.run("up")) };
    const closedAgain = await up({ "operate.closed": "Back at 15:00" });
    await rehearsal.stack.removeConfig("binderhub:operate.closed", true);
    return { made, closed, openByHand, closedAgain, open: await up() };
  });
  for (const { up, objects } of Object.values(hub)) {
    tally("closings (real parts)", up === true && objects.join() === hub.made.objects.join());
  }
});

async function look(api: KubernetesApi): Promise<Pick<Seen, "message" | "objects" | "readers">> {
  const [maps, pods] = await Promise.all(
    ["configmaps", "pods"].map((kind) => api.list(`/api/v1/namespaces/binderhub/${kind}`)),
  );
  const objects = [...(maps ?? []), ...(pods ?? [])].map(({ metadata: { name, uid } }) => `${name} ${uid}`).sort();
  const map = maps?.find(({ metadata }) => metadata.name === closedMap.name);
  const volumes = (pod: KubernetesObject) => (pod.spec?.volumes ?? []) as readonly Readonly<Record<string, unknown>>[];
  const readers = (pods ?? []).filter((pod) =>
    volumes(pod).some(({ configMap }) => at(configMap, "name") === closedMap.name),
  );
  return {
    message: at(map, "data", closedMap.key),
    objects,
    readers: readers.map(({ metadata }) => metadata.labels?.component ?? "").sort(),
  };
}

const update = { "binderhub-closed": ["update"] };

test("a hub is open when it is made, and both of its programs can read that", () =>
  expect(hub.made).toMatchObject({ up: true, message: "", readers: ["binder", "hub"] }));

test.each([
  ["closes it", "closed", "Back at 14:00"],
  ["closes it again after it was opened by hand", "closedAgain", "Back at 15:00"],
  ["opens it", "open", ""],
] as const)("a change of the setting %s, and changes one object", (_what, step, message) =>
  expect(hub[step]).toMatchObject({ up: true, steps: update, message }),
);

test("an up without a change leaves it as it was opened by hand", () =>
  expect(hub.openByHand).toMatchObject({ up: true, steps: {}, message: "" }));

test("the same pods run on, with the same ConfigMap", () =>
  expect([hub.closed, hub.closedAgain, hub.open].map(({ objects }) => objects)).toEqual(
    Array.from({ length: 3 }, () => hub.made.objects),
  ));
