import { endInWords } from "../settings/end";
import { versions } from "../settings/versions";

/**
 * What is said of a Node that gets no fixes any more, or soon will not.
 *
 * @param version such as `24.1.0`
 */
export function nodeWarnings(version: string, today: Date): string[] {
  const said = endInWords(versions.nodeEnds.is.get(Number(version.split(".")[0])), "supported", today);
  return said === undefined ? [] : [`Node ${version} ${said}. Install Node ${versions.node.is}.`];
}
