import { CloudError, type ResourceModel, type Scene } from "../model";
import { clusterFor, keyIn, metadata, takesUnreachableForGone } from "./cluster";
import { found } from "./objects";

/**
 * Fields of a Service that somebody else made, such as a chart. It goes with its Service. A change of the Service by its maker leaves the fields.
 *
 * @see https://github.com/pulumi/pulumi-kubernetes/blob/master/provider/pkg/await/await.go for `Creation`: it applies the fields, and makes what is not there
 * @see https://github.com/pulumi/pulumi-kubernetes/blob/master/provider/pkg/ssa/actions.go for `Relinquish`: it applies nothing, and would make it too
 * @see https://github.com/kubernetes/kubernetes/blob/master/pkg/apis/core/validation/validation.go for `ValidateService`: a Service needs ports
 */
export const servicePatch: ResourceModel = {
  replaceOn: ["metadata.name", "metadata.namespace"],
  id: (inputs) => `${metadata(inputs, "namespace") ?? "default"}/${metadata(inputs, "name") ?? ""}`,
  key: (id, scene) => `${serviceOf(id, scene)}/patch`,
  create(inputs, scene) {
    clusterFor("make", scene);
    mustBeThere(
      serviceOf(`${metadata(inputs, "namespace") ?? "default"}/${metadata(inputs, "name") ?? ""}`, scene),
      scene,
    );
    return {};
  },
  remove(scene, key) {
    if (takesUnreachableForGone(scene)) return;
    clusterFor("delete", scene);
    mustBeThere(key.slice(0, -"/patch".length), scene);
    scene.clouds.remove(key);
  },
  found,
};

function mustBeThere(service: string, { clouds }: Scene): void {
  if (clouds.get(service) !== undefined) return;
  throw new CloudError(
    `Service "${service.slice(service.lastIndexOf("/") + 1)}" is invalid: spec.ports: Required value`,
  );
}

function serviceOf(id: string, scene: Scene): string {
  return keyIn("services")(id, scene);
}
