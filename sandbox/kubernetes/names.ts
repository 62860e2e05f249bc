import { randomBytes } from "node:crypto";
import { at } from "../untyped";
import { type Checked, type Properties } from "../model";

const mark = "pulumi.com/autonamed";

/**
 * Gives a name to an object without one. The object keeps it.
 * @see https://github.com/pulumi/pulumi-kubernetes/blob/master/provider/pkg/metadata/naming.go
 */
export function named(inputs: Properties, { name, olds }: Checked): Properties {
  if (at(inputs, "metadata", "name") !== undefined) return inputs;
  const isNew = Object.keys(olds).length === 0;
  // If the program gave a name before, none is given now: the engine replaces the object, and asks again for the new one.
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

/** Whether the provider gave the name. Then a new object gets another name, and is made before the old one is deleted. */
export function isAutonamed(inputs: Properties): boolean {
  return at(inputs, "metadata", "annotations", mark) === "true";
}
