import { type Thing } from "../clouds";
import { type Scene } from "../model";
import { parentNotFound } from "./errors";

/**
 * What a resource is to be made below.
 *
 * @param segment of its id, from which on the parent's id ends
 * @param type of both: `vaults/keys`
 * @throws ArmError where the parent is not there
 */
export function parentOf(id: string, segment: string, type: string, { clouds }: Scene): Thing {
  const parent = id.split(`/${segment}/`)[0] ?? "";
  const found = clouds.get(parent);
  if (found === undefined) throw parentNotFound(type, parent);
  return found;
}
