import * as z from "zod";
import { databaseClaim, folderLabels } from "../../../components/backup/names";
import { checkName, loadUser } from "../../../components/operate/names";
import { type ClaimObject, type PodObject } from "../objects";

/** What of a claim is needed to make it again. */
export interface About {
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly accessModes: readonly string[];
  /** A Kubernetes quantity. */
  readonly size: string;
}

/** A claim that is copied. */
export interface Claim {
  readonly name: string;
  readonly kind: "database" | "person" | "folder";
  /** Whose it is: the name that JupyterHub has. @default nobody's */
  readonly user?: string;
  readonly about: About;
}

/** @see https://github.com/jupyterhub/kubespawner/blob/7.0.0/kubespawner/spawner.py `_build_common_annotations` */
const userAnnotation = "hub.jupyter.org/username";

/** What Kubernetes writes on a claim, and what is of no use to another. */
const ownAnnotation = /^(.*\.)?(kubernetes\.io|k8s\.io)\//;

/** The claims of a hub that are copied: people's volumes, shared folders that the stack makes, and the hub's database, by name. */
export function claimsToCopy(claims: readonly ClaimObject[]): Claim[] {
  return claims
    .flatMap((claim): Claim[] => {
      const { name = "", labels = {}, annotations = {}, deletionTimestamp } = claim.metadata ?? {};
      // What is about to go, or has no volume yet, has nothing to copy.
      if (deletionTimestamp !== undefined || claim.status?.phase !== "Bound") return [];
      const about = aboutOf(claim);
      if (name === databaseClaim) return [{ name, kind: "database", about }];
      if (labels.component === folderLabels.component) return [{ name, kind: "folder", about }];
      if (labels.component !== "singleuser-storage") return [];
      const user = annotations[userAnnotation];
      // These are nobody's: checks and tries of `npm run hub` make and remove them.
      return user === undefined || user === checkName || user.startsWith(loadUser)
        ? []
        : [{ name, kind: "person", user, about }];
    })
    .sort((one, other) => (one.name < other.name ? -1 : 1));
}

function aboutOf({ metadata, spec }: ClaimObject): About {
  const kept = Object.entries(metadata?.annotations ?? {}).filter(([key]) => !ownAnnotation.test(key));
  return {
    labels: metadata?.labels ?? {},
    annotations: Object.fromEntries(kept),
    accessModes: spec?.accessModes ?? ["ReadWriteOnce"],
    size: spec?.resources?.requests?.storage ?? "1Gi",
  };
}

/**
 * The node on which a claim is used now, by the claim's name. A disk is attached to one node at a time, so whoever else wants it must be there too.
 * @see https://kubernetes.io/docs/concepts/storage/persistent-volumes/#access-modes
 */
export function nodesOf(pods: readonly PodObject[]): ReadonlyMap<string, string> {
  const used = pods.filter(({ status }) => status?.phase === "Running" || status?.phase === "Pending");
  return new Map(
    used.flatMap(({ spec }) =>
      spec?.nodeName === undefined
        ? []
        : (spec.volumes ?? []).flatMap(({ persistentVolumeClaim }): [string, string][] =>
            persistentVolumeClaim === undefined ? [] : [[persistentVolumeClaim.claimName, spec.nodeName ?? ""]],
          ),
    ),
  );
}

/** What is written beside a copy, in one tag of restic's. No tag can have a comma. */
export function tagOf(about: About): string {
  return `about:${Buffer.from(JSON.stringify(about)).toString("base64url")}`;
}

const texts = z.record(z.string(), z.string());
const shape = z.object({ labels: texts, annotations: texts, accessModes: z.array(z.string()), size: z.string() });

/** What a tag of {@link tagOf} says. `undefined` if there is none, or if it says something else. */
export function aboutIn(tags: readonly string[]): About | undefined {
  const tag = tags.find((one) => one.startsWith("about:"));
  if (tag === undefined) return undefined;
  try {
    return shape.parse(JSON.parse(Buffer.from(tag.slice("about:".length), "base64url").toString()));
  } catch {
    return undefined;
  }
}

/** Whose the claim was. @default nobody's */
export function userIn({ annotations }: About): string | undefined {
  return annotations[userAnnotation];
}
