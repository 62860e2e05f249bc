import * as authorization from "@pulumi/azure-native/authorization";
import * as containerregistry from "@pulumi/azure-native/containerregistry";
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import { refusal, sure } from "../../settings/refusal";
import { type Settings } from "../../settings/settings";
import { at } from "../../settings/untyped";
import { keep, keepTags, type StandingOf, withForeignProperties } from "../../standing";
import { type RegistryAccess } from "./values";
import { registryNames } from "./names";
import { type AksCluster } from "../cluster/aks-cluster";
import { type Cluster } from "../cluster/cluster";
import { InClusterRegistry } from "./in-cluster-registry";

/** What {@link ContainerRegistry} needs. */
export interface ContainerRegistryArgs {
  /** Which registry, as the settings say. */
  readonly registry: Settings["registry"];
  /** Password, token or key for pushing. Needed if the stack does not make the registry. */
  readonly password?: pulumi.Input<string>;
  /** The cluster that pulls: an in-cluster registry runs in it. */
  readonly cluster: Cluster;
  /** The AKS cluster, if there is one: an Azure registry is made in its resource group. */
  readonly aks?: AksCluster;
  /** Tags of a registry that is made in Azure. @default none */
  readonly tags?: Readonly<Record<string, string>>;
  /** Namespace of an in-cluster registry. */
  readonly namespace: string;
  /** What is known about it already, so that what Azure and others wrote is left alone. @default nothing is known */
  readonly standing?: StandingOf;
}

/**
 * The registry for built images. It makes an Azure registry, a registry in the cluster, or nothing if the registry exists already.
 */
export class ContainerRegistry extends pulumi.ComponentResource {
  /** How to reach it. `undefined` if images stay in the node's own Docker. */
  readonly access: RegistryAccess | undefined;

  constructor(name: string, args: ContainerRegistryArgs, opts?: pulumi.ComponentResourceOptions) {
    super(
      "binderhub:registry:ContainerRegistry",
      name,
      { ...args, cluster: undefined, aks: undefined, password: undefined },
      opts,
    );
    const { registry, cluster, aks, namespace } = args;
    const names = registryNames(registry, namespace);
    const made =
      registry.type === "azure" && aks !== undefined ? azureRegistry(name, registry, aks, args, this) : undefined;
    const given = args.password === undefined ? undefined : pulumi.secret(args.password);
    const password = made?.password ?? given;
    if (registry.type === "inCluster") {
      new InClusterRegistry(
        `${name}-in-cluster`,
        {
          namespace: names?.inCluster?.namespace ?? namespace,
          size: registry.size,
          nodePort: registry.nodePort,
          cluster,
        },
        { parent: this, provider: cluster.provider },
      );
    }
    this.access =
      names?.username === undefined ? names : { ...names, password: sure(password, "password of the registry") };
    this.registerOutputs({ imagePrefix: names?.imagePrefix, asked: made?.asked });
  }
}

interface AzureRegistry {
  /** Password of its admin user. */
  readonly password: pulumi.Output<string>;
  /** What was asked for, by name, once it is there. */
  readonly asked: pulumi.Output<object>;
}

/**
 * Makes an Azure registry with an admin user, and gives its password. BinderHub needs a fixed user and password to push, and Azure's resource API
 * cannot make the password of a token. So it uses the admin user, in a registry for nothing else.
 */
function azureRegistry(
  name: string,
  registry: Extract<Settings["registry"], { type: "azure" }>,
  aks: AksCluster,
  { tags, standing }: Pick<ContainerRegistryArgs, "tags" | "standing">,
  parent: pulumi.Resource,
): AzureRegistry {
  const resourceGroupName = aks.resourceGroup;
  const acrName = `${name}-acr`;
  const asked = {
    registryName: registry.name,
    resourceGroupName,
    location: aks.location,
    sku: { name: registry.sku },
    adminUserEnabled: true,
    tags,
  };
  const kept = keep(asked, standing?.(acrName), withWhatOthersWrote);
  const acr = new containerregistry.Registry(acrName, kept.args, {
    parent,
    dependsOn: aks.group,
    deletedWith: aks.group,
    ignoreChanges: kept.ignoreChanges,
  });
  if (registry.pull === "role") {
    const assignment = new random.RandomUuid(`${name}-pull-id`, {}, { parent });
    new authorization.RoleAssignment(
      `${name}-pull`,
      {
        roleAssignmentName: assignment.result,
        scope: acr.id,
        principalId: aks.kubeletIdentity,
        principalType: "ServicePrincipal",
        // AcrPull: https://learn.microsoft.com/azure/role-based-access-control/built-in-roles/containers#acrpull
        roleDefinitionId: acr.id.apply(
          (id) =>
            `${id.split("/").slice(0, 3).join("/")}/providers/Microsoft.Authorization/roleDefinitions/7f951dda-4ed3-4680-a7ca-43fe172d538d`,
        ),
      },
      { parent, deletedWith: acr },
    );
  }
  const credentials = containerregistry.listRegistryCredentialsOutput(
    { registryName: registry.name, resourceGroupName },
    { parent, dependsOn: [acr] },
  );
  return {
    password: pulumi.secret(credentials).apply(({ passwords }) => {
      const password = passwords?.[0]?.value;
      if (password === undefined) {
        throw refusal(`Azure returned no password for the registry ${registry.name}.`);
      }
      return password;
    }),
    asked: acr.id.apply(() => ({ [acrName]: asked })),
  };
}

/**
 * The request for a registry that exists. It contains what others wrote. Only the most expensive tier has rules about who may reach the registry.
 * Azure refuses a request for another tier with such rules. So for another tier, the request contains them only if they keep somebody out: then it
 * is better that Azure refuses the request than that the registry opens to everybody.
 * @see https://learn.microsoft.com/azure/container-registry/container-registry-skus
 */
function withWhatOthersWrote<Args extends { readonly sku: { readonly name: string }; readonly tags?: unknown }>(
  asked: Args,
  live: Readonly<Record<string, unknown>>,
  before: unknown,
): Args {
  const isPremium = asked.sku.name === "Premium";
  const keepsOut = at(live, "networkRuleSet", "defaultAction") === "Deny";
  const others = [
    ...["anonymousPullEnabled", "networkRuleBypassOptions", "policies", "publicNetworkAccess"],
    ...(isPremium ? ["dataEndpointEnabled"] : []),
    ...(isPremium || keepsOut ? ["networkRuleSet"] : []),
  ];
  return withForeignProperties(keepTags(asked, live, before), others, live, before);
}
