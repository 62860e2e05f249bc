import { existsSync, readFileSync } from "node:fs";
import { parse } from "yaml";
import { at } from "../untyped";
import { type Properties } from "../model";

/**
 * Whether a change of the provider's configuration replaces it, and everything that it made.
 *
 * Without a cluster identifier, the provider compares the clusters in the kubeconfigs. A cluster that is not known yet counts as another
 * one.
 * @see https://github.com/pulumi/pulumi-kubernetes/blob/master/provider/pkg/provider/provider.go for `DiffConfig`
 */
export function isAnotherCluster(before: Properties, after: Properties): boolean {
  const [was, is] = [before.clusterIdentifier, after.clusterIdentifier];
  if (was !== undefined && is !== undefined) return was !== is;
  if (before.kubeconfig !== undefined && after.kubeconfig === undefined) return true;
  const [old, now] = [activeCluster(before), activeCluster(after)];
  return old !== undefined && now !== undefined && JSON.stringify(old) !== JSON.stringify(now);
}

function activeCluster({ kubeconfig, context, cluster }: Properties): unknown {
  const config = contentOf(kubeconfig);
  const named = (list: string, name: unknown) => {
    const entries = at(config, list);
    return Array.isArray(entries) ? (entries as unknown[]).find((entry) => at(entry, "name") === name) : undefined;
  };
  const active = named("contexts", context ?? at(config, "current-context"));
  return active && at(named("clusters", cluster ?? at(active, "context", "cluster")), "cluster");
}

/** A kubeconfig is a file's path, or its content. */
function contentOf(kubeconfig: unknown): unknown {
  if (typeof kubeconfig !== "string") return undefined;
  return parse(existsSync(kubeconfig) ? readFileSync(kubeconfig, "utf8") : kubeconfig);
}
