import * as authorization from "@pulumi/azure-native/authorization";
import * as containerregistry from "@pulumi/azure-native/containerregistry";
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import { refusal } from "../settings/refusal";
import { type Settings } from "../settings";
import { type RegistryAccess } from "../values/registry";
import { registryNames } from "../values/registry-names";
import { type AksCluster } from "./aks-cluster";
import { type Cluster } from "./cluster";
import { InClusterRegistry } from "./in-cluster-registry";

/** What {@link ContainerRegistry} needs. */
export interface ContainerRegistryArgs {
  /** Which registry, as the settings say. */
  readonly registry: Settings["registry"];
  /** Password, token or key that pushes; needed where the registry is not the stack's own. */
  readonly password?: pulumi.Input<string>;
  /** The cluster that pulls: an in-cluster registry runs in it. */
  readonly cluster: Cluster;
  /** The AKS cluster, where there is one: an Azure registry stands in its resource group. */
  readonly aks?: AksCluster;
  /** Azure region of a registry that is made. */
  readonly location: string;
  /** Tags of a registry that is made in Azure. @default none */
  readonly tags?: Readonly<Record<string, string>>;
  /** Namespace of an in-cluster registry. */
  readonly namespace: string;
}

/**
 * The registry that built images are pushed to: nothing for one that is there already, an Azure registry, or one in the
 * cluster.
 */
export class ContainerRegistry extends pulumi.ComponentResource {
  /** How to get at it; `undefined` where images stay in the node's own Docker. */
  readonly access: RegistryAccess | undefined;

  constructor(name: string, args: ContainerRegistryArgs, opts?: pulumi.ComponentResourceOptions) {
    super("binderhub:registry:ContainerRegistry", name, {}, opts);
    const { registry, cluster, aks, namespace } = args;
    const names = registryNames(registry, namespace);
    const password =
      registry.type === "azure" && aks !== undefined
        ? azureRegistry(name, registry, aks, args, this)
        : pulumi.secret(args.password ?? "");
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
    this.access = names && { ...names, password };
    this.registerOutputs({ imagePrefix: names?.imagePrefix });
  }
}

/**
 * Makes an Azure registry with an admin user, and gives its password. BinderHub pushes with fixed credentials, and a token's
 * password cannot be made through Azure's resource API: hence the admin user, in a registry that holds nothing else.
 */
function azureRegistry(
  name: string,
  registry: Extract<Settings["registry"], { type: "azure" }>,
  aks: AksCluster,
  { location, tags }: Pick<ContainerRegistryArgs, "location" | "tags">,
  parent: pulumi.Resource,
): pulumi.Output<string> {
  const resourceGroupName = aks.resourceGroup;
  const acr = new containerregistry.Registry(
    `${name}-acr`,
    {
      registryName: registry.name,
      resourceGroupName,
      location,
      sku: { name: registry.sku },
      adminUserEnabled: true,
      tags,
    },
    { parent, dependsOn: aks.group, deletedWith: aks.group },
  );
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
      // A cluster keeps its identity for life, but is unknown in the preview of any change to it.
      { parent, deletedWith: acr, ignoreChanges: ["principalId"] },
    );
  }
  const credentials = containerregistry.listRegistryCredentialsOutput(
    { registryName: registry.name, resourceGroupName },
    { parent, dependsOn: [acr] },
  );
  return pulumi.secret(credentials).apply(({ passwords }) => {
    const password = passwords?.[0]?.value;
    if (password === undefined) {
      throw refusal(`Azure returned no password for the registry ${registry.name}.`);
    }
    return password;
  });
}
