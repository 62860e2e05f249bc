import { recover } from "../../operate/recovery";
import { type Access, inCluster } from "../../operate/helm";
import { rehearsed } from "../../operate/rehearsed";
import { type KubernetesApi } from "../../sandbox/real/api";
import { type Inventory, inventory } from "./inventory";
import { config, empty, succeeded } from "./life";
import { onStage, type Play, type Stage } from "./stage";
import { unprotect } from "../../rehearse/open";

/** What became of a stack whose engine and provider were killed while Helm worked. */
export interface Killed {
  /** Status of Helm's record when it struck. */
  readonly status: string;
  readonly failed: boolean;
  readonly recovered: boolean;
  readonly healed: true | string;
  readonly settled: true | string;
  /** What is in the cluster after it has healed. */
  readonly objects: Inventory;
}

/** Both kills, and the end of the stack. */
export interface KilledTwice {
  readonly install: Killed;
  readonly upgrade: Killed;
  readonly destroy: true | string;
  readonly left: readonly string[];
}

export function killTwice(play: Play): Promise<KilledTwice> {
  return onStage(play, async (stage) => {
    const { rehearsal, cluster } = stage;
    const before = await inventory(cluster.api);
    const install = await kill(stage, "pending-install");
    // Another value in every pod of the hub: Helm waits for new ones.
    await rehearsal.set(config({ tokenRotation: "after a kill" }));
    const upgrade = await kill(stage, "pending-upgrade");
    await unprotect(rehearsal);
    const unprotected = (await rehearsal.isProtected()) ? succeeded(await rehearsal.run("up")) : true;
    const destroy = unprotected === true ? succeeded(await rehearsal.run("destroy")) : unprotected;
    const inThere = play.stack === "local" ? before.differences(await inventory(cluster.api)) : [];
    return { install, upgrade, destroy, left: [...rehearsal.clouds.all().map(([id]) => id), ...inThere] };
  });
}

async function kill({ rehearsal, cluster, kubectl, kill: strike }: Stage, status: string): Promise<Killed> {
  const seen = whenRecorded(cluster.api, status, strike);
  const { succeeded: ended } = await rehearsal.run("up");
  seen.stop();
  // As `npm run recover` sees a real stack: Helm's records are found with kubectl.
  const patient = { ...rehearsed(rehearsal), helm: (access: Access) => inCluster(access, kubectl) };
  const recovered = await recover(patient, { say: () => undefined, ask: () => Promise.resolve(true) });
  const healed = succeeded(await rehearsal.run("up"));
  const settled = empty(await rehearsal.run("up"));
  const objects = await inventory(cluster.api);
  return { status: seen.status(), failed: !ended, recovered, healed, settled, objects };
}

/** Does something as soon as Helm has a record with a status. @see https://helm.sh/docs/topics/kubernetes_apis */
function whenRecorded(api: KubernetesApi, status: string, then: () => void) {
  let found = "none";
  const { stop } = api.watch("/api/v1/secrets?labelSelector=owner%3Dhelm", ({ type, object: { metadata } }) => {
    if (type === "DELETED" || found !== "none" || metadata.labels?.status !== status) return;
    found = status;
    then();
  });
  return { stop, status: () => found };
}
