import { type Maintenance } from "../maintenance/settings";
import { startsAt, starting, stopsAt, usualRuns, windowIn } from "./cluster-hours";
import { minutesIn, upOf } from "./hours";
import { windowStart } from "./maintenance";
import { type ScheduleSettings } from "./settings";
import { weekTime, type WeekTime } from "./week-time";

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

/** What a trigger does, by its name. */
const names = { start: "Start", stop: "Stop", startFor: "StartForMaintenance", stopAfter: "StopAfterMaintenance" };

/**
 * A workflow of Logic Apps that starts the cluster before the hub opens, and stops it when the last server is gone. On dates that are excepted, it does
 * not start it. If AKS may replace nodes while it would be stopped, it is started for that.
 *
 * It looks first: a cluster that is started already is left alone. If Azure refuses, such as because an upgrade is running, the run has failed, and
 * people are told.
 * @see https://learn.microsoft.com/azure/logic-apps/logic-apps-workflow-definition-language
 * @see https://learn.microsoft.com/azure/logic-apps/workflow-definition-language-functions-reference
 * @see https://learn.microsoft.com/azure/logic-apps/concepts-schedule-automated-recurring-tasks-workflows for time zones and summer time
 * @see https://learn.microsoft.com/azure/logic-apps/authenticate-with-managed-identity for the login
 * @see https://learn.microsoft.com/rest/api/aks/managed-clusters/stop
 */
export function stopWorkflow({ schedule, maintenance, windowsZone, cluster, manager }: StopWorkflowArgs) {
  const { days } = upOf(schedule.up);
  const trigger = ({ weekDays, hours, minutes }: WeekTime, timeZone: string) => ({
    type: "Recurrence",
    recurrence: { frequency: "Week", interval: 1, timeZone, schedule: { weekDays, hours, minutes } },
  });
  const window = windowStart(maintenance);
  const http = (method: "GET" | "POST", path: string) => ({
    type: "Http",
    inputs: {
      ...{ method, uri: `https://${manager}${cluster}${path}?api-version=${apiVersion}` },
      authentication: { type: "ManagedServiceIdentity", audience: `https://${manager}/` },
    },
    runAfter: {},
  });
  const only = (expression: object, actions: object) => ({ type: "If", expression, actions, runAfter: {} });
  const state = "@body('Look')?['properties']?['powerState']?['code']";
  return {
    $schema:
      "https://schema.management.azure.com/providers/Microsoft.Logic/schemas/2016-06-01/workflowdefinition.json#",
    contentVersion: "1.0.0.0",
    triggers: {
      [names.start]: trigger(weekTime(days, startsAt(schedule)), windowsZone),
      [names.stop]: trigger(weekTime(days, stopsAt(schedule)), windowsZone),
      ...(windowIn(usualRuns(schedule), maintenance) === "apart" && {
        [names.startFor]: trigger(weekTime([0], window - starting), "UTC"),
        [names.stopAfter]: trigger(weekTime([0], window + maintenance.hours * 60), "UTC"),
      }),
    },
    actions: {
      Look: http("GET", ""),
      Decide: {
        type: "If",
        expression: { startsWith: ["@trigger().name", names.start] },
        actions: {
          IsStopped: only(
            { and: [{ equals: [state, "Stopped"] }, ...opens(schedule, windowsZone)] },
            { StartCluster: http("POST", "/start") },
          ),
        },
        else: {
          actions: { IsRunning: only({ equals: [state, "Running"] }, { StopCluster: http("POST", "/stop") }) },
        },
        runAfter: { Look: ["Succeeded"] },
      },
    },
  };
}

/** That the hub opens on the day, by the clock in its zone, for which the cluster is started. For maintenance, it always is. */
function opens(schedule: ScheduleSettings, windowsZone: string): readonly object[] {
  const { except = [], warmUp } = schedule;
  if (except.length === 0) return [];
  const ahead = minutesIn(warmUp) + starting;
  const day = `@convertFromUtc(addMinutes(utcNow(), ${ahead}), '${windowsZone}', 'yyyy-MM-dd')`;
  const isOpen = { and: except.map((date) => ({ not: { equals: [day, date] } })) };
  return [{ or: [{ equals: ["@trigger().name", names.startFor] }, isOpen] }];
}
