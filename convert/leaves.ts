import { isRecord } from "../settings/untyped";
import { type Path, type Values } from "./claims";

/** A value that is not looked into: anything but an object with keys. Helm replaces lists as a whole. */
export interface Leaf {
  readonly path: Path;
  readonly value: unknown;
}

/** All values of a tree. */
export function leavesOf(values: Values, above: Path = []): Leaf[] {
  return Object.entries(values).flatMap(([key, value]) => {
    const path = [...above, key];
    return isRecord(value) && Object.keys(value).length > 0 ? leavesOf(value, path) : [{ path, value }];
  });
}
