import { isRecord } from "../settings/untyped";
import { isKnown } from "./entries";

type Values = Readonly<Record<string, unknown>>;

/**
 * The inputs that the program sets, with the values that the existing resource has. If a provider reads a resource that it did not make, it cannot
 * know which properties the cloud added. It takes all of them as inputs. Then the next `up` would remove the added ones, or replace the resource
 * if they cannot be removed. A value that the program does not know yet is left out, if it was not read.
 *
 * @param planned the inputs in the program
 * @param found the inputs that the provider read
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
