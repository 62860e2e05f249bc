import * as z from "zod";
import { cidr, group, imageNamePattern, imagePrefix, text, volumeSize, wholeNumber } from "../../settings/names";
import { type DeepReadonly } from "../../settings/settings";

const dockerId = (rule: string) =>
  z
    .string({ error: rule })
    .refine((id) => !id.includes("@"), "a Docker ID, not an e-mail address (see the account's page on hub.docker.com)")
    .regex(/^[a-z0-9]{4,30}$|@/, rule);

const prefix = imagePrefix.meta({
  description: "First part of every image's name. The program adds a hyphen.",
  example: "binder-dev",
});

/** One or more components of an image's name. */
const imagePath = text(
  new RegExp(`^${imageNamePattern.source.slice(1, -1)}(/${imageNamePattern.source.slice(1, -1)})*$`),
  "lower-case components of an image's name, separated by '/'",
);

/** @see https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules#microsoftcontainerregistry */
const azureRegistryName = text(/^[a-zA-Z0-9]{5,50}$/, "5 to 50 letters and digits, unique in the world");

const project = imagePath.default("binder").meta({
  description: "Path between the registry's name and the image's name. BinderHub needs one here.",
  example: "binder",
});

/** Docker Hub: the workshop's registry. */
const dockerHub = group({
  type: z.literal("dockerHub"),
  /** @see https://docs.docker.com/accounts/create-account/ */
  username: dockerId("a Docker ID: 4 to 30 lower-case letters and digits").meta({
    description: "Docker ID that pushes the images. It is not the e-mail address.",
    example: "jdoe",
  }),
  organization: dockerId("a Docker organisation: 4 to 30 lower-case letters and digits").optional().meta({
    description: "Organisation that owns the images. Default: `username`.",
    example: "mygroup",
  }),
  prefix,
  private: z.boolean({ error: "true or false" }).default(false).meta({
    description: "Whether the images are private. If they are, users' pods get the credentials to pull them.",
    example: true,
  }),
});

/** An Azure Container Registry that the stack makes. */
const azure = group({
  type: z.literal("azure"),
  name: azureRegistryName.meta({ description: "Name of the registry to make.", example: "mygroupbinder" }),
  sku: z.enum(["Basic", "Standard", "Premium"], { error: "one of Basic, Standard, Premium" }).default("Basic").meta({
    description: "Service tier. It decides storage, throughput and price.",
    example: "Basic",
  }),
  pull: z.enum(["secret", "role"], { error: "one of secret, role" }).default("secret").meta({
    description:
      "How pods may pull images: `secret` gives them a pull secret, `role` gives the cluster the role AcrPull. For `role` you need the right to assign roles (Owner or User Access Administrator).",
    example: "secret",
  }),
  project,
  prefix,
});

/** An Azure Container Registry that is already there. */
const azureExisting = group({
  type: z.literal("azureExisting"),
  name: azureRegistryName.meta({ description: "Name of the registry.", example: "mygroupbinder" }),
  username: text(/^\S+$/, "the admin user's or a token's name").optional().meta({
    description: "Admin user or token that may push. Default: the registry's name (its admin user).",
    example: "binder-push",
  }),
  project,
  prefix,
});

/** @see https://cloud.google.com/artifact-registry/docs/docker/names */
const googleArtifactRegistry = group({
  type: z.literal("googleArtifactRegistry"),
  region: text(/^[a-z]+(-[a-z]+\d+)?$/, "a location such as europe-west4").meta({
    description: "Location of the repository.",
    example: "europe-west4",
  }),
  project: text(/^[a-z][-a-z0-9]{4,28}[a-z0-9]$/, "a Google project id").meta({
    description: "Google project id.",
    example: "my-project",
  }),
  repository: text(/^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$/, "the name of a repository").meta({
    description: "Docker repository in Artifact Registry.",
    example: "binder",
  }),
  prefix,
});

const gcr = group({
  type: z.literal("gcr"),
  project: text(/^[a-z][-a-z0-9]{4,28}[a-z0-9]$/, "a Google project id").meta({
    description: "Google project id.",
    example: "my-project",
  }),
  prefix,
});

/** Any registry with a user name and a password. */
const custom = group({
  type: z.literal("custom"),
  url: text(
    /^https:\/\/[a-z0-9]([-a-z0-9.]*[a-z0-9])?(:\d{1,5})?$/,
    "https:// and a host, with a port if needed, and without a path (which goes into `path`)",
  )
    .refine((url) => URL.canParse(url), "https:// and a host, with a port up to 65535")
    .meta({ description: "The registry's URL.", example: "https://registry.example.org" }),
  username: text(/^\S+$/, "a user name").meta({ description: "User that pushes and pulls.", example: "binder" }),
  path: imagePath.optional().meta({ description: "Path below the registry's host.", example: "mygroup/images" }),
  privateRange: cidr.optional().meta({
    description: "Address range of the registry, if it is private. `builds.reach` has what else builds may reach.",
    example: "10.1.2.3/32",
  }),
  prefix,
});

/** No registry: images stay in the node's own Docker. */
const none = group({ type: z.literal("none"), prefix: prefix.default("binder") });

/** A registry in the cluster itself. */
const inCluster = group({
  type: z.literal("inCluster"),
  prefix: prefix.default("binder"),
  size: volumeSize.default("20Gi").meta({
    description: "Volume for the images.",
    example: "20Gi",
  }),
  nodePort: wholeNumber(30_000, 32_767)
    .default(30_000)
    .meta({ description: "Port at which every node finds the registry on localhost.", example: 30_000 }),
});

/** The `binderhub:registry` group: where built images go. */
export const registry = z.discriminatedUnion(
  "type",
  [dockerHub, azure, azureExisting, googleArtifactRegistry, gcr, custom, none, inCluster],
  { error: "one of dockerHub, azure, azureExisting, googleArtifactRegistry, gcr, custom, none, inCluster" },
);

declare module "../../settings/settings" {
  interface Settings {
    readonly registry: DeepReadonly<z.output<typeof registry>> & {
      /** Host of an Azure registry. @default its host in the public cloud */
      readonly host?: string;
    };
  }
  interface Secrets {
    readonly registryPassword?: string;
    readonly baseImageCredentials?: string;
  }
}
