import { type Input } from "@pulumi/pulumi";
import { at, isRecord } from "../../settings/untyped";

/** An add-on of AKS. */
interface AddonProfile {
  readonly enabled: boolean;
  readonly config?: Readonly<Record<string, Input<string>>>;
}

/** Add-ons by their names. */
export type AddonProfiles = Readonly<Record<string, AddonProfile>>;

/** Name of the add-on that collects logs. */
const addon = "omsagent";

/** Where the add-on is told its workspace. AKS may answer it in other case: terraform-provider-azurerm reads it so (`kubernetesAddonProfilelocateInConfig`). */
const workspaceKey = "logAnalyticsWorkspaceResourceID";

/**
 * AKS's agent that collects logs, as far as it is known before its workspace is. It logs in with the cluster's identity: so a collection rule says
 * what it collects and where that goes, and AKS is told no key.
 * @see https://github.com/microsoft/Docker-Provider/blob/ci_prod/scripts/onboarding/aks/onboarding-msi-bicep/existingClusterOnboarding.bicep
 */
export const logAgent: AddonProfiles = { [addon]: { enabled: true, config: { useAADAuth: "true" } } };

/**
 * The request with the agent's workspace, which the add-on must have. What is not asked for anew needs none.
 * @see https://github.com/hashicorp/terraform-provider-azurerm/blob/main/internal/services/containers/kubernetes_addons.go where it is required
 */
export function boundTo<Args extends { readonly addonProfiles?: AddonProfiles }>(
  args: Args,
  workspace: Input<string> | undefined,
): Args {
  const profile = args.addonProfiles?.[addon];
  if (workspace === undefined || profile?.enabled !== true) return args;
  const others = Object.entries(profile.config ?? {}).filter(
    ([key]) => key.toLowerCase() !== workspaceKey.toLowerCase(),
  );
  const config = { ...Object.fromEntries(others), [workspaceKey]: workspace };
  return { ...args, addonProfiles: { ...args.addonProfiles, [addon]: { enabled: true, config } } };
}

/**
 * The agent switched off, beside the add-ons of others, if it was asked for before and is no longer. Without a word of it, AKS leaves it as it is
 * (assumed).
 * @see https://github.com/hashicorp/terraform-provider-azurerm/blob/main/internal/services/containers/kubernetes_addons.go `disabled`
 */
export function withoutLogAgent(asked: unknown, before: unknown, all: AddonProfiles | undefined) {
  const isOff = at(asked, "addonProfiles", addon) === undefined;
  return (
    isOff && isRecord(at(before, "addonProfiles", addon)) && { addonProfiles: { ...all, [addon]: { enabled: false } } }
  );
}
