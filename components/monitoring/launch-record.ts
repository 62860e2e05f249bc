import { join } from "node:path";
import * as core from "@pulumi/kubernetes/core/v1";
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import { type ChartValues } from "../chart/chart-values";
import { secretVariables } from "../chart/extra-env";
import { mountedMap } from "../chart/mounted-map";
import { pythonPiece } from "../chart/python";
import { checkName, keptMap, loadUser } from "../operate/names";

/** The piece of BinderHub's configuration that counts and records. */
export const snippet = "zy-monitoring";

/** Where BinderHub sees what the last check found. */
const checks = { name: keptMap, folder: "/etc/binder-checks", items: ["last"] } as const;

/** The variable with the key by which persons are hidden. */
const variable = "LAUNCH_RECORD_KEY";

/** Code that counts launches and checks, and writes a line of JSON for each launch into BinderHub's log. */
export function countingValues(): ChartValues {
  const files = ["launches.py", "checks.py", "start.py"].map((name) => join(__dirname, "python", name));
  const settings = { programs: [checkName, loadUser], checks: `${checks.folder}/last` };
  return { extraConfig: { [snippet]: pythonPiece(files, "monitoring", settings) } };
}

/**
 * The key by which persons are hidden in the record of launches. It is made once: with another one, a person would count as two. Whoever deletes it
 * makes the records anonymous.
 */
export class LaunchRecord extends pulumi.ComponentResource {
  private readonly secret: core.Secret;

  constructor(
    component: string,
    { namespace }: { readonly namespace: string },
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("binderhub:hub:LaunchRecord", component, { namespace }, opts);
    const key = new random.RandomBytes(`${component}-key`, { length: 32 }, { parent: this });
    this.secret = new core.Secret(
      `${component}-secret`,
      { metadata: { name: "binder-launch-record", namespace }, stringData: { key: key.hex } },
      { parent: this, dependsOn: opts?.dependsOn, deletedWith: opts?.deletedWith },
    );
    this.registerOutputs();
  }

  /** The values that name the key, and let BinderHub see what checks found. @param below the values that these are merged over */
  values(below: Readonly<Record<string, unknown>>): ChartValues {
    const from = { name: this.secret.metadata.name, key: "key" };
    return { ...secretVariables({ [variable]: from }, below), ...mountedMap(below, checks) };
  }
}
