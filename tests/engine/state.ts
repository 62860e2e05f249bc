import { at } from "../../settings/untyped";
import { resourcesIn, type StateResource } from "../../sandbox/state";

export { resourcesIn, type StateResource };

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
