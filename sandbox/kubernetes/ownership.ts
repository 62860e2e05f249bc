import { type Thing } from "../clouds";
import { CloudError, type Properties, textOf } from "../model";
import { at } from "../untyped";
import { type ChartObject } from "./charts";
import { metadata } from "./cluster";

/** Whether an object belongs to a release, as Helm sees it. */
export function isOwned({ properties }: Thing, { name, namespace }: Properties): boolean {
  return faults(properties, String(name), String(namespace)).length === 0;
}

/**
 * Refuses an object that is there and belongs to somebody else.
 * @see https://github.com/helm/helm/blob/v3.20.2/pkg/action/validate.go for `existingResourceConflict`
 */
export function mustBeOwned({ kind, properties }: ChartObject, there: Thing, release: Properties, doing: string): void {
  const wrong = faults(there.properties, textOf(release, "name"), textOf(release, "namespace"));
  if (wrong.length === 0) return;
  const [name, namespace] = (["name", "namespace"] as const).map((key) => metadata(properties, key) ?? "");
  throw new CloudError(
    `Unable to continue with ${doing}: ${kind} "${name ?? ""}" in namespace "${namespace ?? ""}" exists and cannot be imported into the current release: invalid ownership metadata; ${wrong.join("; ")}`,
  );
}

function faults(properties: Properties, name: string, namespace: string): string[] {
  const fault = (place: "labels" | "annotations", key: string, value: string) => {
    const actual = at(properties, "metadata", place, key);
    if (actual === value) return [];
    const what = `${place.slice(0, -1)} validation error: `;
    return typeof actual === "string"
      ? [`${what}key "${key}" must equal "${value}": current value is "${actual}"`]
      : [`${what}missing key "${key}": must be set to "${value}"`];
  };
  return [
    ...fault("labels", "app.kubernetes.io/managed-by", "Helm"),
    ...fault("annotations", "meta.helm.sh/release-name", name),
    ...fault("annotations", "meta.helm.sh/release-namespace", namespace),
  ];
}
