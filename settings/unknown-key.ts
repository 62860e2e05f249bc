import { closest, distance } from "fastest-levenshtein";
import { removeCommand, setCommand, setSecretCommand, type Problem } from "./problems";

/**
 * The problem of a key that does not exist. It suggests the key with the most similar name.
 *
 * @param secrets the known keys that are secrets
 * @param taken the known keys that are set already: the command does not overwrite them
 */
export function unknownKey(
  key: string,
  value: unknown,
  known: readonly string[],
  secrets: readonly string[] = [],
  taken: readonly string[] = [],
): Problem {
  const cut = Math.max(key.lastIndexOf(":"), key.lastIndexOf(".")) + 1;
  const [parent, name] = [key.slice(0, cut), key.slice(cut)];
  const nearest = nearestOf(name, known) ?? "";
  const isNear = nearest !== "";
  const isSecret = secrets.includes(nearest);
  const setNearest = setCommand(parent + nearest, value ?? "…");
  return {
    key,
    rule: isNear
      ? `is not a setting; did you mean ${parent}${nearest}?`
      : `is not a setting; known here: ${known.join(", ")}`,
    mend: [
      removeCommand(key),
      ...(isNear && !taken.includes(nearest) ? [isSecret ? setSecretCommand(parent + nearest) : setNearest] : []),
    ]
      .filter((command) => command !== "")
      .join(" && "),
  };
}

/** The most similar of the known names. `undefined` if none is similar. */
export function nearestOf(name: string, known: readonly string[]): string | undefined {
  const nearest = known.length === 0 ? "" : closest(name, known);
  const isNear = distance(name.toLowerCase(), nearest.toLowerCase()) <= Math.max(2, Math.floor(nearest.length / 3));
  return nearest !== "" && isNear ? nearest : undefined;
}
