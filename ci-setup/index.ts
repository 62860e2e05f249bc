import * as authorization from "@pulumi/azure-native/authorization";
import * as resources from "@pulumi/azure-native/resources";
import * as pulumi from "@pulumi/pulumi";
import { GitHubIdentity } from "./github-identity";
import { onlyGivenRoles, Role, type RoleArgs } from "./roles";
import { settings } from "./settings";
import { StateStore } from "./state-store";
import { subjects } from "./subjects";

/**
 * What the workflow needs to deploy one stage: a place for the state, a key for its secrets, an identity without a password, and the
 * roles of this identity.
 */
export = async () => {
  const config = new pulumi.Config("binderhub-ci-setup");
  const said = settings({
    stage: pulumi.getStack(),
    location: new pulumi.Config("azure-native").get("location"),
    repository: config.get("repository"),
    name: config.get("name"),
    users: config.getObject("users"),
    assignsRoles: config.getBoolean("assignsRoles"),
    protect: config.getBoolean("protect"),
  });
  const { stage, location, name, users, assignsRoles, protect } = said;
  const { subscriptionId, tenantId, objectId } = await authorization.getClientConfig();
  const resourceGroupName = `binderhub-ci-${stage}`;
  const kept = { protect };
  const group = new resources.ResourceGroup("group", { resourceGroupName, location }, kept);
  const place = { group, resourceGroupName, location };

  const store = new StateStore("state", { ...place, storeName: name, tenantId }, kept);
  const identity = new GitHubIdentity(
    "github",
    { ...place, identityName: resourceGroupName, subjects: subjects(said) },
    kept,
  );

  const subscription = `/subscriptions/${subscriptionId}`;
  const workflow = { principal: identity.principalId, principalType: "ServicePrincipal", subscriptionId } as const;
  new Role("deploys", { ...workflow, role: "contributor", scope: subscription }, kept);
  if (assignsRoles) {
    const assigns = { ...workflow, role: "roleAdministrator", scope: subscription, condition: onlyGivenRoles } as const;
    new Role("assigns", assigns, kept);
  }
  useOf("workflow", workflow, kept);
  for (const [index, user] of (users.length > 0 ? users : [objectId]).entries()) {
    // Not protected, because users come and go. A destroy that is refused deletes their roles, and the next `up` makes them again.
    useOf(`user-${index + 1}`, { principal: user, principalType: "User", subscriptionId });
  }

  /** Allows somebody to read and write the state, and to encrypt and decrypt with the key. */
  function useOf(
    whose: string,
    who: Pick<RoleArgs, "principal" | "principalType" | "subscriptionId">,
    opts?: pulumi.ComponentResourceOptions,
  ): void {
    new Role(`${whose}-state`, { ...who, role: "blobDataContributor", scope: store.container.id }, opts);
    new Role(`${whose}-key`, { ...who, role: "keyVaultCryptoUser", scope: store.vault.id }, opts);
  }

  return {
    /** What deploy.yml reads from the variable DEPLOY_DEV or DEPLOY_PROD. Nothing in it is a secret. */
    deploy: { clientId: identity.clientId, tenantId, subscriptionId, backend: store.backend },
    backend: store.backend,
    secretsProvider: store.secretsProvider,
  };
};
