import { type Maintenance } from "../maintenance/settings";
import { between, startsAt, starting, stopsAt, usualRuns, windowIn } from "./cluster-hours";
import { closesAt, upOf } from "./hours";
import { windowStart } from "./maintenance";
import { type ScheduleSettings } from "./settings";
import { clockTime, dayLong, weekDays, weekTime } from "./week-time";

/** The API's version with which the workflow asks for the cluster. */
const apiVersion = "2025-09-01";

/** What {@link stopWorkflow} needs. */
export interface StopWorkflowArgs {
  readonly schedule: ScheduleSettings;
  readonly maintenance: Maintenance;
  /** The schedule's zone by the name that Windows gives it: Logic Apps knows no other. */
  readonly windowsZone: string;
  /** Id of the cluster. */
  readonly cluster: string;
  /** Host of Azure Resource Manager: `management.azure.com`. */
  readonly manager: string;
}

/** A trigger, and what a run of it does. */
interface Moment {
  readonly name: string;
  readonly act: "start" | "stop";
  /** Days of the week: 0 is Monday. */
  readonly days: readonly number[];
  /** Minutes since midnight of these days. It may be less than 0, or more than a day. */
  readonly minutes: number;
  /** By Windows' name. */
  readonly zone: string;
  /** Minutes for which it is still right to do it. */
  readonly lasts: number;
  /** Dates among those days on which nothing is done. @default none */
  readonly except?: readonly string[];
}

/** Minutes by which a run may be early: a second was seen. @see https://github.com/Azure/logicapps/issues/1476 */
const early = 5;

/** Minutes by which a stop may be late: eight were seen. Later, somebody may have started the cluster by hand. @see https://github.com/MicrosoftDocs/azure-docs/issues/31468 */
const late = 25;

/** Minutes between two looks, and how often a run looks: it has ended before the cluster is started or stopped again. */
const look = { every: 2, times: (between - late - early) / 2 };

/**
 * A workflow of Logic Apps that starts the cluster before the hub opens, and stops it when the last server is gone. On dates that are excepted, it does
 * not start it. If AKS may replace nodes while it would be stopped, it is started for that.
 *
 * Triggers also fire when a workflow is made or saved. So each run looks at the clock first, and ends if it is not the time of its trigger.
 * @see https://learn.microsoft.com/azure/logic-apps/logic-apps-workflow-definition-language
 * @see https://learn.microsoft.com/azure/logic-apps/workflow-definition-language-functions-reference
 * @see https://learn.microsoft.com/azure/logic-apps/concepts-schedule-automated-recurring-tasks-workflows for time zones, summer time, and
 * "the first recurrence runs immediately when you save or deploy"
 * @see https://github.com/microsoft/startstopv2-deployments/issues/74 for a trigger that fired in spite of its `startTime`
 */
export function stopWorkflow(args: StopWorkflowArgs) {
  const moments = momentsOf(args);
  return {
    $schema:
      "https://schema.management.azure.com/providers/Microsoft.Logic/schemas/2016-06-01/workflowdefinition.json#",
    contentVersion: "1.0.0.0",
    triggers: Object.fromEntries(moments.map((moment) => [moment.name, triggerAt(moment)])),
    actions: {
      IsTimeToStart: only({ or: moments.filter(({ act }) => act === "start").map(isNow) }, bring("Running", args)),
      IsTimeToStop: only({ or: moments.filter(({ act }) => act === "stop").map(isNow) }, bring("Stopped", args)),
    },
  };
}

/** A late start is right while the hub should be open. */
function momentsOf({ schedule, maintenance, windowsZone: zone }: StopWorkflowArgs): readonly Moment[] {
  const { days } = upOf(schedule.up);
  const { except } = schedule;
  const [starts, window] = [startsAt(schedule), windowStart(maintenance)];
  const [ahead, ends] = [window - starting, window + maintenance.hours * 60];
  const inUtc = { days: [0], zone: "UTC" };
  return [
    { name: "Start", act: "start", days, minutes: starts, zone, lasts: closesAt(schedule) - starts, except },
    { name: "Stop", act: "stop", days, minutes: stopsAt(schedule), zone, lasts: late },
    ...(windowIn(usualRuns(schedule), maintenance) === "apart"
      ? ([
          { ...inUtc, name: "StartForMaintenance", act: "start", minutes: ahead, lasts: ends - ahead },
          { ...inUtc, name: "StopAfterMaintenance", act: "stop", minutes: ends, lasts: late },
        ] as const)
      : []),
  ];
}

/** With a `startTime`, which must not change with each run of the program, it should not fire when it is saved. */
function triggerAt({ days, minutes, zone: timeZone }: Moment) {
  const schedule = weekTime(days, minutes);
  const startTime = "2026-01-01T00:00:00";
  return { type: "Recurrence", recurrence: { frequency: "Week", interval: 1, startTime, timeZone, schedule } };
}

/** That a run is one of a moment, and that it is the time for it. */
function isNow({ name, days, minutes, zone, lasts, except = [] }: Moment): object {
  const names = days.map((day) => weekDays[day] ?? "").join(" ");
  const until = clockTime(Math.min(early + lasts, dayLong));
  // A clock that shows midnight, as it begins to be the time for it, on the day to which it belongs.
  const shown = (hours: number, format: string) =>
    `@addMinutes(convertFromUtc(addMinutes(utcNow(), ${-60 * hours}), '${zone}'), ${60 * hours + early - minutes}, '${format}')`;
  const isTime = (hours: number) => ({
    and: [
      { contains: [names, shown(hours, "dddd")] },
      { less: [shown(hours, "HH:mm"), until] },
      ...(except.length > 0 ? [{ not: { contains: [except.join(" "), shown(hours, "yyyy-MM-dd")] } }] : []),
    ],
  });
  // Clocks leave an hour out in spring. A time in it comes an hour later: by a clock that was not put forward within the last hour.
  const clocks = zone === "UTC" ? [0] : [0, 1];
  return { and: [{ equals: ["@trigger().name", name] }, { or: clocks.map(isTime) }] };
}

const only = (expression: object, actions: object) => ({ type: "If", expression, actions, runAfter: {} });

/**
 * Asks AKS to start or to stop the cluster until it has done so. While another operation is running, AKS would refuse (409), which Logic Apps does not
 * try again by itself. What became of a request is seen at the cluster: the identity has no right to follow operations, which are outside of it.
 *
 * A run that has not brought it about has failed, and people are told.
 * @see https://learn.microsoft.com/azure/logic-apps/logic-apps-control-flow-loops#until-loop
 * @see https://learn.microsoft.com/azure/logic-apps/logic-apps-workflow-actions-triggers#operation-options for `DisableAsyncPattern`
 * @see https://learn.microsoft.com/azure/logic-apps/authenticate-with-managed-identity for the login
 * @see https://learn.microsoft.com/azure/aks/start-stop-cluster for both states
 */
function bring(wanted: "Running" | "Stopped", { cluster, manager }: StopWorkflowArgs): object {
  const [verb, act] = wanted === "Running" ? ["Start", "/start"] : ["Stop", "/stop"];
  const http = (method: "GET" | "POST", path: string) => ({
    type: "Http",
    inputs: {
      ...{ method, uri: `https://${manager}${cluster}${path}?api-version=${apiVersion}` },
      authentication: { type: "ManagedServiceIdentity", audience: `https://${manager}/` },
    },
    runAfter: {},
  });
  const looks = `LookIf${wanted}`;
  const [power, operation] = [
    `body('${looks}')?['properties']?['powerState']?['code']`,
    `body('${looks}')?['properties']?['provisioningState']`,
  ];
  const isDone = `@and(equals(${power}, '${wanted}'), equals(${operation}, 'Succeeded'))`;
  const isIdle = { or: ["Succeeded", "Failed", "Canceled"].map((state) => ({ equals: [`@${operation}`, state] })) };
  const ask = { ...http("POST", act), operationOptions: "DisableAsyncPattern" };
  return {
    [`Until${wanted}`]: {
      ...{ type: "Until", expression: isDone, operationOptions: "FailWhenLimitsReached", runAfter: {} },
      limit: { count: look.times, timeout: `PT${between - late}M` },
      actions: {
        [looks]: http("GET", ""),
        [`IsNot${wanted}`]: {
          ...only({ and: [{ not: { equals: [isDone, true] } }, isIdle] }, { [`${verb}Cluster`]: ask }),
          runAfter: { [looks]: ["Succeeded"] },
        },
        [`WaitUntil${wanted}`]: {
          ...{ type: "Wait", inputs: { interval: { count: look.every, unit: "Minute" } }, runAfter: {} },
        },
      },
    },
  };
}
