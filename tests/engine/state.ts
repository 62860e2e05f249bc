import * as z from "zod";
import { at } from "../../sandbox/model";

/** @see https://github.com/pulumi/pulumi/blob/master/sdk/go/common/apitype/deployments.json */
const deployment = z.object({
  resources: z
    .array(
      z.object({
        urn: z.string(),
        type: z.string(),
        custom: z.boolean(),
        external: z.boolean().default(false),
        outputs: z.record(z.string(), z.unknown()).default({}),
        dependencies: z.array(z.string()).default([]),
        deletedWith: z.string().optional(),
      }),
    )
    .default([]),
});

/** A resource as a stack's state has it. */
export type StateResource = z.output<typeof deployment>["resources"][number];

/** The resources in an exported state. */
export function resourcesIn(state: unknown): StateResource[] {
  return deployment.parse(state).resources;
}

/** The name that the program gave a resource. */
export function nameOf(urn: string): string {
  return urn.slice(urn.lastIndexOf("::") + 2);
}

/** The resource with a name; throws where there is none. */
export function named(resources: readonly StateResource[], name: string): StateResource {
  const found = resources.find(({ urn }) => nameOf(urn) === name);
  if (found === undefined) throw new Error(`no resource is called ${name}`);
  return found;
}

/** Those that a cloud made for the stack: neither components nor providers, nor what was there and is only read. */
export function madeByClouds(resources: readonly StateResource[]): StateResource[] {
  return resources.filter(({ type, custom, external }) => custom && !external && !type.startsWith("pulumi:providers:"));
}

/** An output in the decrypted state, by path; what is secret comes as its plain text. */
export function outputOf(resource: StateResource, ...path: readonly string[]): unknown {
  const found = at(resource.outputs, ...path);
  const plaintext = at(found, "plaintext");
  return typeof plaintext === "string" ? JSON.parse(plaintext) : found;
}
