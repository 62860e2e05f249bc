import { check } from "../../docs/combine";
import { axes, type Axis, axisNames, type Choice, type Option } from "../../docs/options";
import { type Settings } from "../../settings/settings";

/** An option by its name. */
export function option(axis: Axis, name: string): Option {
  const found = axes[axis].find((one: Option) => one.name === name);
  if (found === undefined) throw new Error(`no option ${name} of ${axis}`);
  return found;
}

const first = Object.fromEntries(axisNames.map((axis) => [axis, axes[axis][0]])) as unknown as Choice;
const existing: Choice = {
  ...first,
  platform: option("platform", "existing"),
  exposure: option("exposure", "clusterIP"),
  registry: option("registry", "inCluster"),
};

/** Stacks of which one can have any option: one with login, one on a cluster that is there, one on its nodes' Docker. */
const bases: readonly Choice[] = [
  first,
  { ...first, auth: option("auth", "github") },
  {
    ...first,
    auth: option("auth", "github"),
    exposure: option("exposure", "singleHost, dnsLabel, https"),
    registry: option("registry", "azure"),
  },
  existing,
  { ...existing, registry: option("registry", "none"), builder: option("builder", "host") },
];

/** The settings of a stack that has this option, on a platform that it goes with. */
export function stackWith(axis: Axis, chosen: Option, platform?: "azure" | "existing"): Settings {
  for (const base of bases) {
    if (platform !== undefined && base.platform.name !== platform) continue;
    const { settings } = check({ ...base, [axis]: chosen });
    if (settings !== undefined) return settings;
  }
  throw new Error(`no stack with ${axis} ${chosen.name}`);
}
