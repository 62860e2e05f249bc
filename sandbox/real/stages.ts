import { parseAllDocuments } from "yaml";
import { readyAfterSeconds } from "./nodes";

/** kwok's stage that makes a node ready. */
const stage = "node-initialize";

/**
 * kwok's stages, with one change: a node with the annotation {@link readyAfterSeconds} becomes ready so many seconds after it was
 * registered. Kubernetes writes to a node meanwhile. So the end of the wait is a moment, and not a span.
 *
 * @param text the stages as kwok publishes them
 * @see https://kwok.sigs.k8s.io/docs/user/stages-configuration/
 */
export function withSlowNodes(text: string): string {
  const documents = parseAllDocuments(text);
  const found = documents.find((document) => document.getIn(["metadata", "name"]) === stage);
  if (found === undefined) throw new Error(`kwok's stages have none called ${stage}`);
  found.setIn(["spec", "delay"], { durationMilliseconds: 0, durationFrom: { expressionFrom: readyAt } });
  return documents.map(String).join("---\n");
}

/** A program for jq: the moment at which a node is ready. Nothing where it is ready at once. */
const readyAt = `select( .metadata.annotations["${readyAfterSeconds}"] ) | ( .metadata.creationTimestamp | fromdate ) + ( .metadata.annotations["${readyAfterSeconds}"] | tonumber ) | todate`;
