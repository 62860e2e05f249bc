import { type Clouds, type Thing } from "../clouds";
import { CloudError, textOf, type Properties, type ResourceModel, type Scene } from "../model";
import { at } from "../untyped";
import { type ChartOf } from "./charts";
import { clusterFor, keyIn } from "./cluster";
import { beginDeletion } from "./deletion";
import { putRecord, stuckRecords } from "./helm-records";
import { found, mustAdmitContent } from "./objects";
import { isOwned, mustBeOwned } from "./ownership";
import { claimsOf, mustHaveFreePorts, serviceType } from "./services";

/**
 * Helm releases. All of them are treated as atomic. The provider makes a new release before it deletes the old one.
 *
 * @see https://github.com/pulumi/pulumi-kubernetes/blob/master/provider/pkg/provider/helm_release.go
 * @see https://github.com/helm/helm/tree/v3.20.2/pkg/action for `install.go`, `upgrade.go`, `uninstall.go`
 * @param chartOf the chart that a release installs
 */
export function releases(chartOf: ChartOf): ResourceModel {
  return {
    replaceOn: ["name", "namespace"],
    deleteBeforeReplace: false,
    // Unknown values cannot be checked in a preview. The `up` checks them.
    check: (inputs) => (isKnown(inputs.values) ? (chartOf(inputs).check?.(inputs.values) ?? []) : []),
    id: idOf,
    key: keyIn("releases"),
    create(inputs, scene, key) {
      const cluster = clusterFor("install", scene);
      mustAdmitContent(scene, cluster, textOf(inputs, "namespace"), "create: failed to create: secrets is forbidden: ");
      if (isThere(scene, key)) throw new CloudError("cannot re-use a name that is still in use");
      atomically(
        scene.clouds,
        () => install(inputs, chartOf, scene, cluster),
        (error) => {
          throw new CloudError(
            `release ${textOf(inputs, "name")} failed, and has been uninstalled due to atomic being set: ${error.message}`,
          );
        },
      );
      return view(inputs, chartOf, scene, cluster, 1);
    },
    update(inputs, scene, key, before) {
      const cluster = clusterFor("upgrade", scene);
      const [id, name] = [idOf(inputs), textOf(inputs, "name")];
      if (stuckRecords(scene.clouds, key).length > 0) {
        throw new CloudError("another operation (install/upgrade/rollback) is in progress");
      }
      const now = scene.clouds.get(key);
      if (now === undefined) throw new CloudError(`"${name}" has no deployed releases`);
      const revision = Math.max(revisionOf(now.properties), revisionOf(before));
      atomically(
        scene.clouds,
        () => install(inputs, chartOf, scene, cluster),
        (error) => {
          // One revision has failed, and the next one is the old one again.
          scene.clouds.edit(key, { status: { ...(now.properties.status as Properties), revision: revision + 2 } });
          throw new CloudError(
            `Helm release "${id}" failed to initialize completely. Use Helm CLI to investigate: failed to become available within allocated timeout. Error: Helm Release ${id}: release ${name} failed, and has been rolled back due to atomic being set: ${error.message}`,
          );
        },
      );
      return view(inputs, chartOf, scene, cluster, revision + 1);
    },
    remove(scene, key) {
      const cluster = clusterFor("uninstall", scene);
      const { clouds } = scene;
      const [namespace, name] = key.slice(`${cluster}/namespaces/`.length).split("/releases/");
      if (!isThere(scene, key)) {
        throw new CloudError(`uninstall: Release not loaded: ${name ?? ""}: release: not found`);
      }
      for (const [record] of stuckRecords(clouds, key)) clouds.remove(record);
      clouds.remove(key);
      const gone = ownedBy(clouds, { name, namespace }, cluster).map(([object]) => beginDeletion(clouds, object));
      // Helm forgets the release before its objects are gone. The next uninstall finds no release.
      if (gone.includes(false)) {
        throw new CloudError("uninstallation completed with 1 error(s): context deadline exceeded");
      }
    },
    breakOff(inputs, scene, key, operation) {
      const { clouds } = scene;
      const cluster = clusterFor("install", scene);
      const status = operation === "create" ? "pending-install" : "pending-upgrade";
      const version = operation === "create" ? 1 : revisionOf(clouds.get(key)?.properties) + 1;
      putRecord(clouds, key, { name: textOf(inputs, "name"), namespace: textOf(inputs, "namespace"), status, version });
      atomically(
        clouds,
        () => install(inputs, chartOf, scene, cluster),
        () => undefined,
      );
    },
    found,
  };
}

const idOf = (inputs: Properties) => `${textOf(inputs, "namespace")}/${textOf(inputs, "name")}`;

/** Whether Helm has any record of the release. */
function isThere({ clouds }: Scene, key: string): boolean {
  return clouds.get(key) !== undefined || stuckRecords(clouds, key).length > 0;
}

/** Makes the chart's objects as the values say, and waits for them. */
function install(inputs: Properties, chartOf: ChartOf, { clouds }: Scene, cluster: string): void {
  const objects = chartOf(inputs).objects(inputs, cluster);
  const keys = objects.map(({ key }) => key);
  const own = ownedBy(clouds, inputs, cluster);
  for (const object of objects) {
    const there = clouds.get(object.key);
    if (there !== undefined) mustBeOwned(object, there, inputs, own.length > 0 ? "update" : "install");
  }
  for (const { key, type, properties } of objects) {
    if (type === serviceType) mustHaveFreePorts(clouds, cluster, key, properties);
    clouds.put(key, { type, properties });
  }
  for (const [key] of own) if (!keys.includes(key)) clouds.remove(key);
  // A Service gets its address only when nothing else has it. Helm waits for that.
  for (const { key, properties, type } of objects) {
    const claims = waitFor(() => claimsOf(clouds, properties, (other) => keys.includes(other)));
    clouds.put(key, {
      type,
      properties: { ...properties, claims: Object.fromEntries(claims.map((id) => [id, true])) },
    });
  }
}

function waitFor<T>(ready: () => T): T {
  try {
    return ready();
  } catch (error) {
    throw new CloudError(`context deadline exceeded: ${(error as Error).message}`);
  }
}

/** If the work fails, everything is as it was before. */
function atomically(clouds: Clouds, work: () => void, onFailure: (error: Error) => void): void {
  const before = new Map(clouds.all());
  try {
    work();
  } catch (error) {
    for (const [key] of clouds.all()) if (!before.has(key)) clouds.remove(key);
    for (const [key, thing] of before) if (clouds.get(key) !== thing) clouds.put(key, thing);
    onFailure(error as Error);
  }
}

/** The objects in the cluster that belong to the release. */
function ownedBy(clouds: Clouds, inputs: Properties, cluster: string): [string, Thing][] {
  return clouds.all().filter(([key, thing]) => key.startsWith(`${cluster}/`) && isOwned(thing, inputs));
}

/** Helm's view of a release that became ready. */
function view(inputs: Properties, chartOf: ChartOf, { clouds }: Scene, cluster: string, revision: number): Properties {
  const chart = chartOf(inputs);
  const [name, namespace] = [textOf(inputs, "name"), textOf(inputs, "namespace")];
  const services = ownedBy(clouds, inputs, cluster).filter(([, thing]) => thing.type === serviceType);
  return {
    status: {
      name,
      namespace,
      chart: chart.name,
      version: inputs.version ?? chart.version,
      revision,
      status: "deployed",
    },
    resourceNames: {
      "Service/v1": services.map(([, thing]) => `${namespace}/${String(at(thing.properties, "metadata", "name"))}`),
    },
  };
}

function revisionOf(properties: unknown): number {
  const revision = Number(at(properties, "status", "revision"));
  return Number.isNaN(revision) ? 0 : revision;
}

/** Whether everything in a value is known. */
function isKnown(value: unknown): boolean {
  return typeof value === "object" && value !== null ? Object.values(value).every(isKnown) : value !== undefined;
}
