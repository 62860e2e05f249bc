import { amountOf, numberOf } from "./amounts";
import { type Claim, type Fate, left, own, type Part, setting, textAt, valueAt, type Values } from "./claims";

const cleaner = "imageCleaner";
const either = { orExtra: true };

/** What builds are told, the daemon that builds images, and the cleaner that deletes them. */
export function buildsPart(values: Values): Part {
  return { claims: [...told(values), ...daemon(values), ...cleanerClaims(values)] };
}

/** Names of one trait, the winning one first, and the setting that has it. */
const traits: readonly (readonly [setting: string, ...paths: string[]])[] = [
  [
    "builds.appendix",
    "config.KubernetesBuildExecutor.appendix",
    "config.BuildExecutor.appendix",
    "config.BinderHub.appendix",
  ],
  ["builds.environment", "config.KubernetesBuildExecutor.extra_envs"],
  ["builds.timeout", "config.KubernetesCleaner.max_age", "config.BinderHub.build_max_age"],
];

function told(values: Values): Claim[] {
  return traits.flatMap(([key, ...paths]) => {
    const [first, ...others] = paths.filter((path) => valueAt(values, path) !== undefined);
    if (first === undefined) return [];
    const value = valueAt(values, first);
    return [
      // An empty text is as good as none.
      [first, value === "" ? left("it is empty") : setting(key, value, either)] as const,
      ...others.map((path): Claim => [path, left(`${first} wins over it`)]),
    ];
  });
}

function daemon(values: Values): Claim[] {
  const args = valueAt(values, "dind.daemonset.extraArgs");
  const texts = Array.isArray(args) ? args.map(String) : [];
  const mirror = /^--registry-mirror=/;
  const [mirrors, others] = [
    texts.filter((arg) => arg.startsWith("--registry-mirror=")),
    texts.filter((arg) => !arg.startsWith("--registry-mirror=")),
  ];
  const whole = {
    ...(others.length > 0 && { arguments: others }),
    ...(mirrors.length > 0 && { registryMirrors: mirrors.map((arg) => arg.replace(mirror, "")) }),
  };
  const given = (path: string, key: string, read: (value: unknown) => unknown = (value) => value): Claim[] =>
    valueAt(values, path) === undefined ? [] : [[path, setting(key, read(valueAt(values, path)), either)]];
  return [
    // Both lists come from one value: as a group they are refused or taken together.
    ...(texts.length > 0
      ? [
          [
            "dind.daemonset.extraArgs",
            mirrors.length === 0
              ? setting("buildDaemon.arguments", others, either)
              : others.length === 0
                ? setting("buildDaemon.registryMirrors", whole.registryMirrors, either)
                : undefined,
          ] as const,
        ]
      : []),
    ...given("dind.hostLibDir", "buildDaemon.dataFolder"),
    ...given("dind.hostSocketDir", "buildDaemon.socketFolder"),
    ...given("dind.resources.limits.memory", "limits.buildMemory"),
    ...given("dind.resources.limits.cpu", "limits.buildCpu", numberOf),
  ];
}

function cleanerClaims(values: Values): Claim[] {
  const enabled = valueAt(values, `${cleaner}.enabled`);
  const [high, low] = ["High", "Low"].map((end) => valueAt(values, `${cleaner}.imageGCThreshold${end}`));
  const absolute = textAt(values, `${cleaner}.imageGCThresholdType`) === "absolute";
  const off = left("the cleaner is off");
  const to = (value: unknown, key: string, percent: string): Fate | undefined =>
    enabled === false ? off : absolute ? bytesFate(value, key) : setting(`limits.${percent}`, numberOf(value), either);
  const amounts = [amountOf(high), amountOf(low)];
  const bytesFate = (value: unknown, key: string) =>
    amounts.includes(undefined) ? undefined : setting(`imageCleaner.${key}`, amountOf(value), either);
  return [
    [`${cleaner}.enabled`, enabled === false ? setting("imageCleaner.enabled", false) : own],
    ...(high === undefined
      ? []
      : [[`${cleaner}.imageGCThresholdHigh`, to(high, "startAt", "imageCleanerHigh")] as const]),
    ...(low === undefined ? [] : [[`${cleaner}.imageGCThresholdLow`, to(low, "stopAt", "imageCleanerLow")] as const]),
    [
      `${cleaner}.imageGCThresholdType`,
      enabled === false ? off : absolute && amounts.includes(undefined) ? undefined : own,
    ],
    [`${cleaner}.cordon`, left("the program closes nodes while it cleans them, except where there is only one")],
  ];
}
