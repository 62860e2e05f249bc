import { type BackupFacts } from "../../../components/backup/facts";
import { claimsFolder, databaseClaim } from "../../../components/backup/names";
import { type HubFacts } from "../../../components/operate/facts";
import { messageOf } from "../../../sandbox/error-message";
import { CannotLook } from "../cannot-look";
import { type CleanUp } from "../clean-up";
import { type Clock } from "../clock";
import { type Cluster } from "../cluster";
import { isReady } from "../ready-pod";
import { nodesOf } from "./claims";
import { lastLine, type Restic, whyNot } from "./restic";
import { databaseScript, filesScript } from "./restore-scripts";
import { eachOf } from "./run";
import { type Snapshot } from "./snapshots";
import { groups } from "./volume-pod";

/** What came of one copy that was wanted back. */
export interface Restored {
  readonly claim: string;
  readonly user?: string;
  readonly state: "restored" | "failed";
  /** Folder in the volume, where it had files already. @default the volume was empty, and has the files where they were */
  readonly folder?: string;
  /** Why not. */
  readonly why?: string;
}

/** What a restore works with. */
export interface RestoreWork {
  readonly cluster: Cluster;
  readonly facts: BackupFacts;
  /** What a person's new volume is like. */
  readonly storage: HubFacts["storage"];
  readonly restic: Restic;
  readonly cleanUp: CleanUp;
  readonly clock: Clock;
  /** Called for each copy that is back. */
  readonly done: (restored: Restored) => void;
}

const atOnce = 3;
const longest = 4 * 3600;

/** Seconds until the hub must have ended, or be ready again. */
const hubTakes = 300;

/** Brings copies back: the database first, so that the hub knows whose volumes come then. */
export async function restore(work: RestoreWork, snapshots: readonly Snapshot[]): Promise<readonly Restored[]> {
  const { cleanUp } = work;
  const [database, files] = [
    snapshots.filter(({ claim }) => claim === databaseClaim),
    snapshots.filter(({ claim }) => claim !== databaseClaim),
  ];
  const all: Restored[] = [];
  const bring = async (
    snapshot: Snapshot,
    way: (work: RestoreWork, snapshot: Snapshot) => Promise<string | undefined>,
  ) => {
    if (cleanUp.signal.aborted) return;
    const { claim, user } = snapshot;
    const known = { claim, ...(user !== undefined && { user }) };
    const restored = await way(work, snapshot).then(
      (folder): Restored => ({ ...known, state: "restored", ...(folder !== undefined && { folder }) }),
      (error: unknown): Restored => ({ ...known, state: "failed", why: messageOf(error) }),
    );
    all.push(restored);
    work.done(restored);
  };
  for (const snapshot of database) await bring(snapshot, restoreDatabase);
  await eachOf(files, atOnce, (snapshot) => bring(snapshot, restoreFiles));
  if (cleanUp.signal.aborted) throw new CannotLook("Interrupted. What is back stays. Run it again for the rest.");
  return all;
}

/**
 * Brings files back into a claim, which is made if it is not there. A volume that has files keeps them: then what comes back is in a folder of its own.
 *
 * @returns that folder
 */
async function restoreFiles(
  { cluster, restic, storage }: RestoreWork,
  snapshot: Snapshot,
): Promise<string | undefined> {
  const { namespace, core } = cluster;
  const { claim, id } = snapshot;
  const { items } = await cluster.ask(
    "list claims",
    core.listNamespacedPersistentVolumeClaim({ namespace, fieldSelector: `metadata.name=${claim}` }),
  );
  if (items.length === 0) {
    if (snapshot.user === undefined) throw new Error("the shared folder is not there: pulumi up makes it");
    const body: object = claimAgain(snapshot, storage);
    await cluster.ask("make a claim", core.createNamespacedPersistentVolumeClaim({ namespace, body }));
  }
  const pods = await cluster.ask("list pods", core.listNamespacedPod({ namespace }));
  const node = nodesOf(pods.items).get(claim);
  const said = await restic.run(
    {
      command: ["sh", "-c", filesScript, "sh", `${claimsFolder}/${claim}`, id, folderOf(snapshot)],
      ...{ group: groups.person, claim: { name: claim, readOnly: false } },
      ...(node !== undefined && { node }),
    },
    longest,
  );
  if (said.code !== 0) throw new Error(whyNot(said));
  const to = lastLine(said.out);
  return to === "." ? undefined : to;
}

/** Folder for what comes back to a volume that has files: `restored-2026-11-28-0241`. */
export function folderOf({ time }: Pick<Snapshot, "time">): string {
  return `restored-${time.slice(0, 10)}-${time.slice(11, 16).replace(":", "")}`;
}

/** A person's claim as it was, with the storage class that new volumes have now: another cluster has others. */
export function claimAgain({ claim, about }: Pick<Snapshot, "claim" | "about">, storage: HubFacts["storage"]) {
  const { labels, annotations, accessModes, size } = about;
  return {
    metadata: { name: claim, labels: { ...labels }, annotations: { ...annotations } },
    spec: {
      accessModes: [...accessModes],
      resources: { requests: { storage: size } },
      ...(storage?.storageClass !== undefined && { storageClassName: storage.storageClass }),
    },
  };
}

/** Puts the database in place while the hub is stopped, and keeps the one that was there. Servers that the older one does not know are ended. */
async function restoreDatabase(work: RestoreWork, { claim, id }: Snapshot): Promise<undefined> {
  const { cluster, restic, cleanUp } = work;
  const { namespace, core } = cluster;
  const start = cleanUp.owe(
    "The pause of the hub (kubectl scale deployment hub --replicas 1)",
    () => scale(cluster, 1),
    30,
  );
  try {
    await scale(cluster, 0);
    await until(work, "the hub does not end", async () => {
      const { items } = await core.listNamespacedPod({ namespace, labelSelector: "component=hub" });
      return items.length === 0;
    });
    await core.deleteCollectionNamespacedPod({ namespace, labelSelector: "component=singleuser-server" });
    const said = await restic.run(
      {
        command: ["sh", "-c", databaseScript, "sh", `${claimsFolder}/${claim}`, id],
        ...{ group: groups.database, claim: { name: claim, readOnly: false } },
      },
      longest,
    );
    if (said.code !== 0) throw new Error(whyNot(said));
  } finally {
    // Not only at the end of all: files that come then take hours.
    await start();
  }
  await until(work, "the hub is not ready with the database of then", async () => {
    const { items } = await core.listNamespacedPod({ namespace, labelSelector: "component=hub" });
    return items.some((pod) => isReady(pod));
  });
}

async function scale(cluster: Cluster, replicas: number): Promise<void> {
  const body = [{ op: "replace", path: "/spec/replicas", value: replicas }];
  const { apps, namespace } = cluster;
  await cluster.ask("stop and start the hub", apps.patchNamespacedDeployment({ name: "hub", namespace, body }));
}

async function until({ clock, cleanUp }: RestoreWork, otherwise: string, is: () => Promise<boolean>): Promise<void> {
  const end = clock.now() + hubTakes;
  while (!(await is())) {
    if (clock.now() > end) throw new Error(`${otherwise} after ${hubTakes / 60} minutes`);
    await clock.wait(1, cleanUp.signal);
    if (cleanUp.signal.aborted) throw new Error("interrupted");
  }
}
