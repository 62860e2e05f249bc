import { type Problem, removeCommand, setCommand } from "../../settings/problems";
import { rule, warning } from "../../settings/question";
import { type Asked } from "../../settings/settings";
import { hoursOf } from "../backup/schedule";
import { type Backup } from "../backup/settings";
import { type Maintenance } from "../maintenance/settings";
import { between, shortestStop, usualRuns, windowIn } from "./cluster-hours";
import { minutesOfDay, type Span } from "./hours";
import { otherWindows, setWindow } from "./maintenance";
import { maintenanceInWords } from "./maintenance-words";
import { inWords, longestSleep, scheduleProblems } from "./rules";
import { type ScheduleSettings } from "./settings";
import { windowsZone } from "./windows-zone";

const key = "binderhub:schedule";

/** The commands that let nodes sleep alone: nobody is told of those. */
const nodesAlone = ({ tell }: Pick<ScheduleSettings, "tell">): string =>
  [setCommand(`${key}.sleep`, "nodes"), ...(tell === undefined ? [] : [removeCommand(`${key}.tell`)])].join(" && ");

/** A schedule by which the cluster is stopped. `undefined` if it is not, or something else is wrong with the schedule. */
function stopping(schedule: Asked["schedule"]): ScheduleSettings | undefined {
  return schedule?.sleep === "cluster" && scheduleProblems(schedule).length === 0 ? schedule : undefined;
}

/** Rules for a cluster that is stopped while the hub sleeps. */
export const clusterRules = [
  rule(["schedule", "platform", "azure"], ({ schedule: asked, platform, azure }) => {
    const schedule = stopping(asked);
    if (schedule === undefined) return asked?.sleep === "nodes" ? nobodyIsTold(asked) : [];
    const problems = [
      ...onAzure(platform, schedule),
      ...nobodyVisits(schedule),
      ...zoneHasAName(schedule),
      ...timesAreApart(schedule, platform === "azure" ? azure.maintenance : undefined),
    ];
    // Where nodes sleep alone in the end, nobody is to be told.
    const mendsItself = problems.some(({ mend }) => mend === nodesAlone(schedule));
    return mendsItself ? problems : [...somebodyIsTold(schedule), ...problems];
  }),
  rule(["schedule", "monitoring"], ({ schedule, monitoring }) =>
    stopping(schedule) === undefined ? [] : nobodyLooks(monitoring),
  ),
  rule(["schedule", "backup"], ({ schedule: asked, backup }) => {
    const schedule = stopping(asked);
    return schedule === undefined || backup.type === "none" ? [] : backupsAreMade(schedule, backup);
  }),
];

/** On an existing cluster, the stack has no right to stop it. */
function onAzure(platform: Asked["platform"], schedule: ScheduleSettings): Problem[] {
  const rule = "cannot be cluster on an existing cluster: it is not the stack's to stop";
  return platform === "azure" ? [] : [{ key: `${key}.sleep`, value: "cluster", rule, mend: nodesAlone(schedule) }];
}

function somebodyIsTold({ tell }: ScheduleSettings): Problem[] {
  const rule = "is needed with sleep: cluster: nothing in a stopped cluster can say that it was not started";
  return tell === undefined
    ? [{ key: `${key}.tell`, rule, mend: setCommand(`${key}.tell[0]`, "hub@example.org") }]
    : [];
}

function nobodyIsTold({ tell }: ScheduleSettings): Problem[] {
  const rule = "has no use without sleep: cluster: for nodes, there is the alert WakeMissed";
  return tell === undefined ? [] : [{ key: `${key}.tell`, rule, mend: removeCommand(`${key}.tell`) }];
}

/** BinderHub, which a visitor would ask, does not run. */
function nobodyVisits({ wakeOnVisit, tell }: ScheduleSettings): Problem[] {
  const rule = "cannot be true with sleep: cluster: the page with the button is in the cluster, which is stopped";
  return wakeOnVisit ? [{ key: `${key}.wakeOnVisit`, value: "true", rule, mend: nodesAlone({ tell }) }] : [];
}

function zoneHasAName({ timeZone, tell }: ScheduleSettings): Problem[] {
  const rule =
    "has clocks that no time zone of Windows' has, and Azure's workflows, which sleep: cluster needs, know no others";
  return windowsZone(timeZone) === undefined
    ? [{ key: `${key}.timeZone`, value: timeZone, rule, mend: nodesAlone({ tell }) }]
    : [];
}

/** It takes time to stop and to start. AKS does nothing to a cluster that is stopped, and what it began must not be cut off. */
function timesAreApart(schedule: ScheduleSettings, maintenance: Maintenance | undefined): Problem[] {
  const stopped = shortestStop(schedule);
  if (stopped < between) {
    const rule = `cannot be cluster: with the time to start and to stop, warmUp and finish, the cluster would be stopped for ${inWords(Math.max(0, stopped))} only, and it must be ${inWords(between)} at least`;
    return [{ key: `${key}.sleep`, value: "cluster", rule, mend: nodesAlone(schedule) }];
  }
  const running = usualRuns(schedule);
  if (maintenance === undefined || windowIn(running, maintenance) !== "across") return [];
  const fit = otherWindows(maintenance).find((other) => windowIn(running, other) === "apart");
  const rule = `is across a time at which the cluster is started or stopped (schedule.sleep is cluster), or less than ${inWords(between)} from it. AKS does nothing to a cluster that is stopped`;
  return [
    {
      ...{ key: "binderhub:azure.maintenance", value: maintenanceInWords(maintenance), rule },
      mend: fit === undefined ? nodesAlone(schedule) : setWindow(fit),
    },
  ];
}

/** Nobody answers from outside while the cluster is stopped. */
function nobodyLooks(monitoring: Asked["monitoring"]): Problem[] {
  const rule =
    "must be off with schedule.sleep: cluster: while it is stopped nobody answers, and people would be told of a fault each night";
  const own = "binderhub:monitoring.outside";
  return monitoring.type === "azure" && monitoring.outside !== undefined && monitoring.outside !== "off"
    ? [{ key: own, value: monitoring.outside, rule, mend: removeCommand(own) }]
    : [];
}

/** Minutes that a backup is given before the cluster is stopped. Assumed. */
const backupTakes = 60;

/** Kubernetes makes up for no backup that is missed by more than five minutes. */
function backupsAreMade(schedule: ScheduleSettings, { every, at }: Backup): Problem[] {
  const running = usualRuns(schedule);
  const isMade = (time: string) => running.every((run) => isWithin(run, minutesOfDay(time), hoursOf(every)));
  if (isMade(at)) return [];
  const fit = Array.from({ length: 24 }, (_, hour) => `${String(hour).padStart(2, "0")}${at.slice(2)}`)
    .toReversed()
    .find(isMade);
  const own = "binderhub:backup.at";
  const rule = `is at a time (UTC) at which the cluster is stopped, or will be within ${inWords(backupTakes)}: with schedule.sleep: cluster, there must be a backup in the hours in which it runs`;
  return [{ key: own, value: at, rule, mend: fit === undefined ? nodesAlone(schedule) : setCommand(own, fit) }];
}

/** Whether a time comes in a span, of those that are so many hours apart, so that there is time for a backup. */
function isWithin({ from, until }: Span, minutes: number, hours: number): boolean {
  const step = hours * 3_600_000;
  const next = Math.ceil((from - minutes * 60_000) / step) * step + minutes * 60_000;
  return next + backupTakes * 60_000 <= until;
}

/**
 * Days before its end at which the hub's proxy renews a certificate. What it is at the beginning of a sleep, it has at least.
 * @see https://doc.traefik.io/traefik/https/acme/#automatic-renewals
 */
const renewal = 30;

/** What is allowed, but may be a mistake. */
export const clusterWarnings = [
  warning(["schedule", "exposure"], ({ schedule: asked, exposure }) => {
    const schedule = stopping(asked);
    const days = schedule === undefined ? 0 : longestSleep(schedule);
    const renewed = exposure.type === "singleHost" && exposure.https?.email !== undefined;
    return renewed && days >= renewal
      ? [
          `schedule.except: the cluster is stopped for ${days} days, and the hub's certificate may end meanwhile. It is renewed some minutes after the cluster is started: until then, browsers warn of it.`,
        ]
      : [];
  }),
];
