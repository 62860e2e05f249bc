import type * as pulumi from "@pulumi/pulumi";
import { type Pool } from "../pools/settings";
import { poolLabel, poolShape } from "../pools/values";
import { idleDeployment } from "../scheduling/idle-deployment";
import { idleImage, idlePod } from "../scheduling/idle-pod";
import { keeperName } from "./names";

/**
 * Pods that hold the nodes of a pool while the hub is awake: one on each. In Azure the pool may go to zero nodes; these make AKS start as many as
 * `azure.pools.NAME.min`, and keep them.
 *
 * The job of the schedule sets how many there are. They are made with none, and neither `up` nor a refresh changes the number after that.
 *
 * @param values the release's: the image is that of the chart's placeholders, which may be from a mirror
 */
export function keepers(
  component: string,
  { namespace, pools, values }: KeepersArgs,
  opts: pulumi.CustomResourceOptions,
): readonly pulumi.Resource[] {
  return Object.entries(pools)
    .filter(([, { min }]) => min > 0)
    .map(([pool, shape]) => {
      const pod = (labels: Readonly<Record<string, string>>) => podSpec(pool, shape, labels, idleImage(values));
      return idleDeployment(`${component}-keeper-${pool}`, { name: keeperName(pool), namespace, pod }, opts);
    });
}

/** What {@link keepers} needs. */
interface KeepersArgs {
  readonly namespace: string;
  readonly pools: Readonly<Record<string, Pool>>;
  readonly values: Readonly<Record<string, unknown>>;
}

function podSpec(pool: string, shape: Pool, labels: Readonly<Record<string, string>>, image: string) {
  return {
    nodeSelector: poolLabel(pool),
    tolerations: poolShape(shape).nodeTaints.map(toleration),
    ...idlePod({ image, requests: { cpu: "1m", memory: "1Mi" }, memory: "16Mi", alone: labels }),
  };
}

/** `hub.jupyter.org_dedicated=user:NoSchedule` as what tolerates it. */
function toleration(taint: string) {
  const [key = "", value = "", effect = ""] = taint.split(/[=:]/);
  return { key, operator: "Equal", value, effect };
}
