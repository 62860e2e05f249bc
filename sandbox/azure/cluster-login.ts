import { at } from "../untyped";
import { type Properties } from "../model";
import { ArmError } from "./errors";
import { type World } from "./world";

/** The built-in policy that clusters have no local accounts. */
const noLocalAccounts = {
  name: "Azure Kubernetes Service Clusters should have local authentication methods disabled",
  id: "/providers/Microsoft.Authorization/policyDefinitions/993c2fcd-2b29-49d2-9eb0-df2c3a730c32",
};

/**
 * How people may log in to a cluster.
 * @see https://github.com/cilium/cilium/pull/48265 for the words about a cluster without Entra ID. Assumed: its code
 * @see https://learn.microsoft.com/azure/aks/enable-authentication-microsoft-entra-id "Integration can't be disabled". Assumed: how it is refused
 * @see https://github.com/Azure/azure-policy/blob/master/built-in-policies/policyDefinitions/Kubernetes/AKS_DisableLocalAccounts_Deny.json
 * @see https://github.com/rancher/rancher/issues/29086 for the words of `RequestDisallowedByPolicy`
 */
export function loginRules(body: Properties, before: Properties | undefined, world: World, id: string): void {
  if (world.localAccountsDenied && body.disableLocalAccounts !== true) {
    const assignment = {
      name: noLocalAccounts.name,
      id: id.replace(/\/resourceGroups\/.*/, "/providers/Microsoft.Authorization/policyAssignments/no-local-accounts"),
    };
    const identifiers = JSON.stringify([{ policyAssignment: assignment, policyDefinition: noLocalAccounts }]);
    throw new ArmError(
      403,
      "RequestDisallowedByPolicy",
      `Resource '${id.split("/").at(-1) ?? ""}' was disallowed by policy. Policy identifiers: '${identifiers}'.`,
    );
  }
  if (body.disableLocalAccounts === true && !logsInWithEntra(body)) {
    throw new ArmError(
      400,
      "BadRequest",
      "Since kubernetes version 1.25, disableLocalAccounts can only be set on Azure AD integration enabled cluster. Please integrate your cluster with AAD.",
    );
  }
  if (before !== undefined && logsInWithEntra(before) && !logsInWithEntra(body)) {
    throw new ArmError(400, "PropertyChangeNotAllowed", "Changing property 'aadProfile.managed' is not allowed.");
  }
}

/** Whether people log in to a cluster with Entra ID. */
export function logsInWithEntra(cluster: Properties): boolean {
  return at(cluster, "aadProfile", "managed") === true;
}
