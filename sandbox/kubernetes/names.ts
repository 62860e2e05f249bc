import { randomBytes } from "node:crypto";
import { at } from "../untyped";
import { type Checked, type Properties } from "../model";

const mark = "pulumi.com/autonamed";

/**
 * Gives an object without a name one of its own, and keeps it from then on.
 * @see https://github.com/pulumi/pulumi-kubernetes/blob/master/provider/pkg/metadata/naming.go
 */
export function named(inputs: Properties, { name, olds }: Checked): Properties {
  if (at(inputs, "metadata", "name") !== undefined) return inputs;
  const isNew = Object.keys(olds).length === 0;
  // One that had a name of the program's stays without: the engine replaces it, and asks again, for a new one.
  if (!isNew && !isAutonamed(olds)) return inputs;
  const metadata = inputs.metadata as Properties | undefined;
  return {
    ...inputs,
    metadata: {
      ...metadata,
      name: isNew ? `${name}-${randomBytes(4).toString("hex")}` : at(olds, "metadata", "name"),
      annotations: { ...(at(metadata, "annotations") as Properties | undefined), [mark]: "true" },
    },
  };
}

/** Whether the provider named the object: then a new one gets another name, and comes before the old one goes. */
export function isAutonamed(inputs: Properties): boolean {
  return at(inputs, "metadata", "annotations", mark) === "true";
}
