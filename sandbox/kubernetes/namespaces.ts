import { type ResourceModel } from "../model";
import { clusterFor, clusterKey, metadata, namespaceKey } from "./cluster";
import { found, mustNotExist, remove } from "./objects";

/** Namespaces. With a namespace, everything in it is deleted, whoever made it. The namespace itself is gone last. */
export const namespace: ResourceModel = {
  replaceOn: ["metadata.name"],
  id: (inputs) => metadata(inputs, "name") ?? "",
  key: (id, scene) => namespaceKey(clusterKey(scene), id),
  create(inputs, scene, key) {
    clusterFor("make", scene);
    mustNotExist(scene, key, "namespaces", metadata(inputs, "name") ?? "");
    return { status: { phase: "Active" } };
  },
  update(_inputs, scene, _key, before) {
    clusterFor("make", scene);
    return before;
  },
  remove,
  found,
};
