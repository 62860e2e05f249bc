import { randomUUID } from "node:crypto";
import { type Clouds } from "../clouds";
import { type Scene, textOf } from "../model";
import { at, isRecord } from "../untyped";
import { armModel } from "./arm";
import { nameRule } from "./check";
import { ArmError } from "./errors";
import { groupId, tenantId, tokens } from "./ids";
import { actionNames, type Outside, runOf } from "./logic-apps";
import { power } from "./power";
import { windowsZones } from "./windows-zones";
import { worldOf } from "./world";

/** The most triggers that a workflow may have. */
const most = 10;

/**
 * Workflows of Logic Apps. One that is made again has another identity. Each time that one is saved, each of its triggers fires at once: without a
 * `startTime` always, and sometimes also with one. At no other time does one fire here.
 * @see https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules#microsoftlogic for the name
 * @see https://learn.microsoft.com/azure/logic-apps/logic-apps-limits-and-configuration#workflow-definition-limits for the number of triggers
 * @see https://learn.microsoft.com/azure/logic-apps/concepts-schedule-automated-recurring-tasks-workflows for time zones: only names of Windows', and
 * for "the first recurrence runs immediately when you save or deploy"
 * @see https://github.com/microsoft/startstopv2-deployments/issues/74 for one that fired in spite of its `startTime`
 */
export const workflow = armModel({
  token: tokens.workflow,
  type: "Microsoft.Logic/workflows",
  schema: {
    apiVersion: "2019-05-01",
    path: { resourceGroupName: "resourceGroups", workflowName: "workflows" },
    forceNew: ["location"],
    body: [
      ...["accessControl", "definition", "endpointsConfiguration", "identity", "integrationAccount"],
      ...["integrationServiceEnvironment", "location", "parameters", "state", "tags"],
    ],
    required: ["resourceGroupName"],
    readOnly: ["identity.principalId", "identity.tenantId"],
  },
  check: nameRule("workflowName", /^[-\w.()]{1,43}$/),
  id: (inputs, scene) =>
    `${groupId(scene, textOf(inputs, "resourceGroupName"))}/providers/Microsoft.Logic/workflows/${textOf(inputs, "workflowName")}`,
  put({ body, path, before }, scene) {
    const { definition, identity } = body;
    const triggers = isRecord(definition) && isRecord(definition.triggers) ? Object.entries(definition.triggers) : [];
    if (triggers.length > most)
      throw new ArmError(400, "InvalidTemplate", `A workflow can have ${most} triggers at most.`);
    for (const [name, trigger] of triggers) {
      const recurrence = isRecord(trigger) && isRecord(trigger.recurrence) ? trigger.recurrence : {};
      const zone = typeof recurrence.timeZone === "string" ? recurrence.timeZone : "UTC";
      if (windowsZones[zone] === undefined)
        throw new ArmError(400, "InvalidTimeZone", `The time zone '${zone}' of trigger '${name}' is not valid.`);
    }
    const names = actionNames(definition);
    const twice = names.find((name, index) => names.indexOf(name) !== index);
    if (twice !== undefined)
      throw new ArmError(400, "InvalidTemplate", `The action '${twice}' is defined more than once.`);
    const known = isRecord(before?.identity) ? before.identity : undefined;
    const own = { principalId: known?.principalId ?? randomUUID(), tenantId };
    for (const [name] of triggers) runOf(definition, name, outsideOf(scene, own.principalId));
    return {
      ...{ state: "Enabled", ...body },
      ...(isRecord(identity) && identity.type === "SystemAssigned" && { identity: { ...identity, ...own } }),
      ...{ name: path.workflowName, provisioningState: "Succeeded", version: "1" },
    };
  },
});

/** What an identity meets in Azure: clusters that it may start and stop if it has a role on them. Without a day of the world, it is noon in UTC. */
function outsideOf({ clouds }: Scene, principalId: unknown): Outside {
  let now = (worldOf(clouds).today ?? new Date(new Date().setUTCHours(12, 0, 0, 0))).getTime();
  return {
    now: () => now,
    wait: (minutes) => void (now += minutes * 60_000),
    ask(method, uri) {
      const [, cluster = "", act] =
        /^https:\/\/[^/]+(\/.*?\/managedClusters\/[^/?]+)(?:\/(start|stop))?\?/.exec(uri) ?? [];
      const found = clouds.get(cluster);
      if (found === undefined) return { status: 404, body: {} };
      if (!hasRole(clouds, cluster, principalId)) return { status: 403, body: {} };
      if (method === "POST") power(clouds, cluster, act === "stop" ? "Stopped" : "Running");
      return method === "POST"
        ? { status: 202, body: {} }
        : { status: 200, body: { properties: { provisioningState: "Succeeded", ...found.properties } } };
    },
  };
}

function hasRole(clouds: Clouds, scope: string, principalId: unknown): boolean {
  return clouds
    .ofType(tokens.assignment)
    .some(([, { properties }]) => at(properties, "scope") === scope && at(properties, "principalId") === principalId);
}
