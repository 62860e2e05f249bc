import { type Problem, removeCommand, setCommand } from "../../settings/problems";
import { rule, warning } from "../../settings/question";
import { type Asked } from "../../settings/settings";
import { minutesOf } from "./every";
import { checkLaunches } from "./service";

const key = "binderhub:operate";

/** Rules for what has no use without jobs in the cluster. */
export const scheduleRules = [rule(["operate", "backup", "schedule", "events"], needsJobs)];

/** The settings whose jobs use each. */
const users = {
  image: ["operate.checkEvery", "backup", "schedule", "events"],
  trust: ["operate.checkEvery", "events"],
} as const;

function needsJobs({
  operate,
  backup,
  schedule,
  events,
}: Pick<Asked, "operate" | "backup" | "schedule" | "events">): Problem[] {
  const isSet = {
    "operate.checkEvery": operate.checkEvery !== undefined,
    backup: backup.type !== "none",
    schedule: schedule !== undefined,
    events: events !== undefined,
  };
  return (["image", "trust"] as const).flatMap((name) => {
    const value = operate[name];
    if (value === undefined || users[name].some((one) => isSet[one])) return [];
    const [last, ...others] = [...users[name]].reverse();
    const text = `has no use without ${others.reverse().join(", ")} or ${last ?? ""}, for whose jobs it is`;
    return [{ key: `${key}.${name}`, value, rule: text, mend: removeCommand(`${key}.${name}`) }];
  });
}

/** Minutes after which AKS removes a node that nobody uses. @see https://learn.microsoft.com/azure/aks/cluster-autoscaler `scale-down-unneeded-time` */
const idle = 10;

/** What checks of a schedule do not see, and what they cost. */
export const scheduleWarnings = [
  warning(["operate", "auth"], ({ operate, auth }) =>
    operate.checkEvery === undefined || auth.type === "none" || checkLaunches({ operate, auth })
      ? []
      : [
          `operate.checkEvery: people log in, so these checks launch nothing. To let them: ${setCommand(`${key}.check`, true)}`,
        ],
  ),
  warning(["operate", "auth", "place"], ({ operate, auth, place }) => {
    const { checkEvery } = operate;
    if (checkEvery === undefined || place.platform !== "azure") return [];
    if (auth.type !== "none" && !checkLaunches({ operate, auth })) return [];
    const users = Object.entries(place.pools).filter(([, { role }]) => role === "user");
    const [asleep] = users.filter(([, { min }]) => min === 0);
    if (asleep === undefined || users.some(([, { min }]) => min > 0)) return [];
    const share = Math.min(100, Math.round(((idle + 5) / minutesOf(checkEvery)) * 100));
    return [
      `operate.checkEvery: each check wakes a node of azure.pools.${asleep[0]}, which has none while nobody is there. It runs about ${share} % of the time then.`,
    ];
  }),
];
