import { isRecord } from "../settings/untyped";
import { isKnown } from "./entries";

type Values = Readonly<Record<string, unknown>>;

/**
 * What a thing has of all that the program says of it. A provider that reads a thing that it has not made cannot tell what was asked
 * for from what the cloud added, and takes all of it for asked for: the next `up` would take away what was added, and replace the
 * thing where that cannot be done. What the program will only know later is left out where it was not read.
 *
 * @param planned what the program says
 * @param found what was read
 */
export function askedFor(planned: Values, found: Values): Values {
  return Object.fromEntries(
    Object.entries(planned)
      .filter(([key, value]) => key in found || isKnown(value))
      .map(([key, value]) => [key, key in found ? inShapeOf(value, found[key]) : value]),
  );
}

function inShapeOf(planned: unknown, found: unknown): unknown {
  if (isRecord(planned) && isRecord(found)) return askedFor(planned, found);
  return Array.isArray(planned) && Array.isArray(found) && planned.length === found.length
    ? planned.map((value, index) => inShapeOf(value, found[index]))
    : found;
}
