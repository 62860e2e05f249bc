import { CloudError, type Properties, type Scene } from "../model";
import { groupId } from "./ids";

/** Refuses what is there already. */
export function mustNotExist({ clouds }: Scene, id: string): void {
  if (clouds.get(id) !== undefined) {
    throw new CloudError(`cannot create already existing resource '${id}'`);
  }
}

/** Refuses what is to stand in a resource group that is not there. */
export function mustHaveGroup({ clouds }: Scene, name: string): void {
  if (clouds.get(groupId(name)) === undefined) {
    throw new CloudError(`Code="ResourceGroupNotFound" Message="Resource group '${name}' could not be found."`);
  }
}

/** Finds fault with a name that Azure does not take. */
export function nameRule(key: string, pattern: RegExp) {
  return (inputs: Properties) => {
    const name = inputs[key];
    return typeof name === "string" && !pattern.test(name)
      ? [`${key}: '${name}' does not match Azure's pattern ${pattern.source}`]
      : [];
  };
}
