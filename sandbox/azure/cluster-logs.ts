import { at } from "../untyped";
import { type Properties } from "../model";
import { ArmError } from "./errors";

/**
 * The add-on that collects a cluster's logs has a workspace.
 * @see https://github.com/hashicorp/terraform-provider-azurerm/blob/main/internal/services/containers/kubernetes_addons.go where it is required.
 * Assumed: how AKS refuses a request without one
 */
export function logRules(body: Properties): void {
  const addon = at(body, "addonProfiles", "omsagent");
  const workspace = at(addon, "config", "logAnalyticsWorkspaceResourceID");
  if (at(addon, "enabled") === true && (typeof workspace !== "string" || workspace === "")) {
    throw new ArmError(
      400,
      "InvalidParameter",
      "addonProfiles.omsagent.config: logAnalyticsWorkspaceResourceID is missing.",
    );
  }
}
