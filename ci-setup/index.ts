import * as authorization from "@pulumi/azure-native/authorization";
import * as resources from "@pulumi/azure-native/resources";
import * as pulumi from "@pulumi/pulumi";
import { GitHubIdentity } from "./github-identity";
import { onlyAcrPull, Role } from "./roles";
import { settings } from "./settings";
import { StateStore } from "./state-store";
import { subjects } from "./subjects";

/**
 * What the workflow needs to deploy one stage: a place for the state, a key for its secrets, an identity without a password, and the
 * roles that it takes.
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
  const group = new resources.ResourceGroup("group", { resourceGroupName, location }, { protect });
  const place = { group, resourceGroupName, location };

  const store = new StateStore("state", { ...place, storeName: name, tenantId, protect });
  const identity = new GitHubIdentity("github", {
    ...place,
    identityName: resourceGroupName,
    subjects: subjects(said),
  });

  const workflow = { principal: identity.principalId, principalType: "ServicePrincipal", subscriptionId } as const;
  const people = (users.length > 0 ? users : [objectId]).map(
    (principal) => ({ principal, principalType: "User", subscriptionId }) as const,
  );
  const subscription = `/subscriptions/${subscriptionId}`;
  new Role("deploys", { ...workflow, role: "contributor", scope: subscription });
  if (assignsRoles) {
    new Role("assigns", { ...workflow, role: "roleAdministrator", scope: subscription, condition: onlyAcrPull });
  }
  for (const [index, who] of [workflow, ...people].entries()) {
    const whose = index === 0 ? "workflow" : `user-${index}`;
    const { container, vault } = store;
    new Role(`${whose}-state`, { ...who, role: "blobDataContributor", scope: container.id, goesWith: container });
    new Role(`${whose}-key`, { ...who, role: "keyVaultCryptoUser", scope: vault.id, goesWith: vault });
  }

  return {
    /** What deploy.yml reads from the variable DEPLOY_DEV or DEPLOY_PROD. Nothing in it is a secret. */
    deploy: { clientId: identity.clientId, tenantId, subscriptionId, backend: store.backend },
    backend: store.backend,
    secretsProvider: store.secretsProvider,
  };
};
