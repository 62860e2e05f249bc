import { randomUUID } from "node:crypto";
import { findIana } from "windows-iana";
import { textOf } from "../model";
import { isRecord } from "../untyped";
import { armModel } from "./arm";
import { nameRule } from "./check";
import { ArmError } from "./errors";
import { groupId, tenantId, tokens } from "./ids";

/** The most triggers that a workflow may have. */
const most = 10;

/**
 * Workflows of Logic Apps. One that is made again has another identity.
 * @see https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules#microsoftlogic for the name
 * @see https://learn.microsoft.com/azure/logic-apps/logic-apps-limits-and-configuration#workflow-definition-limits for the number of triggers
 * @see https://learn.microsoft.com/azure/logic-apps/concepts-schedule-automated-recurring-tasks-workflows for time zones: only names of Windows'
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
  put({ body, path, before }) {
    const { definition, identity } = body;
    const triggers = isRecord(definition) && isRecord(definition.triggers) ? Object.entries(definition.triggers) : [];
    if (triggers.length > most)
      throw new ArmError(400, "InvalidTemplate", `A workflow can have ${most} triggers at most.`);
    for (const [name, trigger] of triggers) {
      const recurrence = isRecord(trigger) && isRecord(trigger.recurrence) ? trigger.recurrence : {};
      const zone = typeof recurrence.timeZone === "string" ? recurrence.timeZone : "UTC";
      if (findIana(zone).length === 0)
        throw new ArmError(400, "InvalidTimeZone", `The time zone '${zone}' of trigger '${name}' is not valid.`);
    }
    const known = isRecord(before?.identity) ? before.identity : undefined;
    const own = { principalId: known?.principalId ?? randomUUID(), tenantId };
    return {
      ...{ state: "Enabled", ...body },
      ...(isRecord(identity) && identity.type === "SystemAssigned" && { identity: { ...identity, ...own } }),
      ...{ name: path.workflowName, provisioningState: "Succeeded", version: "1" },
    };
  },
});
