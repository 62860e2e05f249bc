import * as z from "zod";

/** @see https://github.com/pulumi/pulumi/blob/master/sdk/go/common/apitype/deployments.json */
const deployment = z.object({
  resources: z
    .array(
      z.object({
        urn: z.string(),
        type: z.string(),
        custom: z.boolean(),
        external: z.boolean().default(false),
        protect: z.boolean().default(false),
        inputs: z.record(z.string(), z.unknown()).default({}),
        outputs: z.record(z.string(), z.unknown()).default({}),
        parent: z.string().optional(),
        provider: z.string().optional(),
        dependencies: z.array(z.string()).default([]),
        propertyDependencies: z.record(z.string(), z.array(z.string()).nullable()).default({}),
        deletedWith: z.string().optional(),
      }),
    )
    .default([]),
});

/** A resource as a stack's state has it. */
export type StateResource = z.output<typeof deployment>["resources"][number];

/** The resources in an exported state, in an order in which each comes after what it depends on. */
export function resourcesIn(state: unknown): StateResource[] {
  return deployment.parse(state).resources;
}

/**
 * URNs of the resources that a resource depends on: they are made before it, and deleted after it. `deletedWith` counts too: the SDK
 * waits for its URN.
 *
 * @see https://github.com/pulumi/pulumi/blob/v3.270.0/sdk/nodejs/runtime/resource.ts, prepareResource
 */
export function dependenciesOf(resource: StateResource): string[] {
  const { parent, provider, dependencies, propertyDependencies, deletedWith } = resource;
  // A reference to a provider is its URN, followed by an id.
  const providerUrn = provider?.slice(0, provider.lastIndexOf("::"));
  const properties = Object.values(propertyDependencies).flatMap((urns) => urns ?? []);
  const all = [parent, providerUrn, ...dependencies, ...properties, deletedWith];
  return [...new Set(all.filter((urn) => urn !== undefined && urn !== ""))] as string[];
}
