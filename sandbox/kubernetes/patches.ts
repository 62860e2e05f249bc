import { CloudError, type ResourceModel, type Scene } from "../model";
import { clusterFor, keyIn, metadata, takesUnreachableForGone } from "./cluster";
import { found } from "./objects";

/**
 * Fields of a Service that somebody else made, such as a chart. It goes with its Service. A change of the Service by its maker leaves the fields.
 *
 * @see https://github.com/pulumi/pulumi-kubernetes/blob/master/provider/pkg/await/await.go for `Creation`: it applies the fields, and makes what is not there
 * @see https://github.com/kubernetes/kubernetes/blob/master/pkg/apis/core/validation/validation.go for `ValidateService`: a Service needs ports
 */
export const servicePatch: ResourceModel = {
  replaceOn: ["metadata.name", "metadata.namespace"],
  id: (inputs) => `${metadata(inputs, "namespace") ?? "default"}/${metadata(inputs, "name") ?? ""}`,
  key: (id, scene) => `${serviceOf(id, scene)}/patch`,
  create(inputs, scene) {
    clusterFor("make", scene);
    const name = metadata(inputs, "name") ?? "";
    const service = serviceOf(`${metadata(inputs, "namespace") ?? "default"}/${name}`, scene);
    if (scene.clouds.get(service) === undefined) {
      throw new CloudError(`Service "${name}" is invalid: spec.ports: Required value`);
    }
    return {};
  },
  remove(scene, key) {
    if (takesUnreachableForGone(scene)) return;
    clusterFor("delete", scene);
    scene.clouds.remove(key);
  },
  found,
};

function serviceOf(id: string, scene: Scene): string {
  return keyIn("services")(id, scene);
}
