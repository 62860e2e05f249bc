import * as z from "zod";
import { locationKey } from "../settings/keys";
import { schema as settings, secretNames, secretSettings } from "../stack/schema";

/** The name of the package. */
const packageName = "binderhub-azure";

/** The type of its component. */
export const token = `${packageName}:index:BinderHub`;

type Json = z.core.JSONSchema.BaseSchema;

/** A type, a property or a whole object type in a Pulumi schema. @see https://www.pulumi.com/docs/iac/guides/building-extending/packages/schema/ */
type Spec = Readonly<Record<string, unknown>>;

/** What the component gives, by name. */
const outputs: Readonly<Record<string, string>> = {
  binderUrl: "The Binder page: the address for users.",
  hubUrl: "The JupyterHub behind it.",
  namespace: "The namespace, and the name of the Helm release.",
  nextSteps: "What to do now, in a few lines.",
  proxyPublicIp: "Public address of the hub, or of the one host (Azure).",
  binderIp: "Public address of the Binder page, with `exposure.type` loadBalancer (Azure).",
  resourceGroup: "The resource group (Azure).",
  clusterName: "The cluster (Azure).",
  kubeconfig: "Administrator's access to the cluster, a secret (Azure).",
  context: "The Kubernetes context (existing cluster).",
  operate: "What `npm run hub` must know of the hub, a secret.",
  backup: "Variables with which restic reads the backups, if there are any: a secret.",
  oauthCallbackUrl: "The callback URL to register for the OAuth app, if the hub has a login.",
  dnsRecord: "The DNS record that you must make, with `exposure.host`.",
  roomForPeople: "For how many people there is room at a time, if the stack makes the cluster.",
  cost: "What a month costs, at least, likely and at most, with its parts, if the stack makes the cluster.",
  schedule: "When the hub is open, if it has a schedule.",
  afterDestroy: "What a destroy cannot remove, if there is such a thing.",
};

/** Outputs that are more than a text. */
const objects = ["operate", "backup", "cost"];

/** The package's schema, from which Pulumi makes an SDK for each language. Every setting is an argument of the same name. */
export function packageSchema(version: string): Spec {
  const types: Record<string, Spec> = {};
  const json = z.toJSONSchema(settings, { io: "input", unrepresentable: "any" });
  const language = { respectSchemaVersion: true };
  return {
    name: packageName,
    version,
    description: "A BinderHub on Azure.",
    license: "BSD-3-Clause",
    language: { nodejs: language, python: language, csharp: language, java: language, go: language },
    resources: {
      [token]: {
        isComponent: true,
        description: "A BinderHub, and the AKS cluster that it runs in.",
        inputProperties: {
          location: { type: "string", plain: true, description: `Azure region. Default: \`${locationKey}\`.` },
          ...properties(json, "", types),
          ...Object.fromEntries(
            secretNames.map((name) => {
              const { description } = secretSettings[name];
              return [name, { type: "string", secret: true, description }];
            }),
          ),
        },
        requiredInputs: json.required,
        properties: Object.fromEntries(
          Object.entries(outputs).map(([name, description]) => [
            name,
            {
              ...(objects.includes(name) ? { $ref: "pulumi.json#/Any" } : { type: "string" }),
              description,
              ...((name === "kubeconfig" || objects.includes(name)) && { secret: true }),
            },
          ]),
        ),
        required: ["binderUrl", "hubUrl", "namespace", "nextSteps"],
      },
    },
    types,
  };
}

/** The keys of a group as properties. They are plain: they decide what is made, so a preview must know them. */
function properties(group: Json, name: string, types: Record<string, Spec>): Record<string, Spec> {
  return Object.fromEntries(
    Object.entries(group.properties ?? {}).map(([key, value]) => {
      const node = value as Json;
      const description = node.description === undefined ? {} : { description: node.description };
      return [
        key,
        { ...typeOf(node, `${name}${key[0]?.toUpperCase() ?? ""}${key.slice(1)}`, types), plain: true, ...description },
      ];
    }),
  );
}

/** The type of a value. A group becomes a type of its own, which is added to `types`. */
function typeOf(node: Json, name: string, types: Record<string, Spec>): Spec {
  if (node.type === "array")
    return { type: "array", items: { ...typeOf(node.items as Json, name, types), plain: true } };
  const groups = (node.oneOf as readonly Json[] | undefined) ?? (node.properties === undefined ? [] : [node]);
  if (groups.length > 0) {
    // Not a union of types: Go and .NET have none. So all kinds of a group are one type, and the rules check what goes together.
    const all = groups.map((group) => properties(group, name, types));
    const isDefault = (key: string) => key === "type" && node.default !== undefined;
    const required = (groups[0]?.required ?? []).filter(
      (key) => !isDefault(key) && groups.every((group) => group.required?.includes(key)),
    );
    types[`${packageName}:index:${name}`] = { type: "object", properties: Object.assign({}, ...all) as Spec, required };
    return { $ref: `#/types/${packageName}:index:${name}` };
  }
  if (node.type === "object") {
    const values = node.additionalProperties as Json | undefined;
    const inner =
      values?.type === undefined && values?.oneOf === undefined
        ? { $ref: "pulumi.json#/Any" }
        : typeOf(values, name, types);
    return { type: "object", additionalProperties: { ...inner, plain: true } };
  }
  return { type: node.type };
}
