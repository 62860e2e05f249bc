import { type Clouds, type Thing } from "../clouds";
import { at } from "../untyped";

const secretType = "kubernetes:core/v1:Secret";

/** What Helm recorded of an operation that has not ended. */
export interface HelmRecord {
  /** Name of the release. */
  readonly name: string;
  readonly namespace: string;
  readonly status: "pending-install" | "pending-upgrade";
  /** Revision that the operation was to make. */
  readonly version: number;
}

/** A release's key is `<namespace's>/releases/<name>`; its records are Secrets in the same namespace. */
const prefixOf = (releaseKey: string) => releaseKey.replace(/\/releases\/([^/]+)$/, "/secrets/sh.helm.release.v1.$1.v");

/** Writes a record, as Helm does before it begins. If Helm is killed, the record stays. */
export function putRecord(clouds: Clouds, releaseKey: string, record: HelmRecord): void {
  const { name, namespace, status, version } = record;
  clouds.put(`${prefixOf(releaseKey)}${version}`, {
    type: secretType,
    properties: {
      metadata: {
        name: `sh.helm.release.v1.${name}.v${version}`,
        namespace,
        labels: { owner: "helm", name, status, version: String(version) },
      },
    },
  });
}

/** Pending records of a release. While there is one, Helm refuses to work on the release. */
export function stuckRecords(clouds: Clouds, releaseKey: string): [string, Thing][] {
  return pendingRecords(clouds).filter(([key]) => key.startsWith(prefixOf(releaseKey)));
}

/** Records of all releases that are pending. */
export function pendingRecords(clouds: Clouds): [string, Thing][] {
  return clouds.ofType(secretType).filter(([, { properties }]) => {
    const [owner, status] = ["owner", "status"].map((label) => at(properties, "metadata", "labels", label));
    return owner === "helm" && String(status).startsWith("pending-");
  });
}
