import { type Thing } from "../clouds";
import { type Scene } from "../model";
import { parentNotFound } from "./errors";

/**
 * The parent of a new resource.
 *
 * @param segment of its id: the parent's id is what comes before it
 * @param type of both: `vaults/keys`
 * @throws ArmError if the parent is not there
 */
export function parentOf(id: string, segment: string, type: string, { clouds }: Scene): Thing {
  const parent = id.split(`/${segment}/`)[0] ?? "";
  const found = clouds.get(parent);
  if (found === undefined) throw parentNotFound(type, parent);
  return found;
}
