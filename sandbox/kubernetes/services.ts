import { at } from "../untyped";
import { type Clouds } from "../clouds";
import { CloudError, type Properties } from "../model";
import { clusterKey } from "./cluster";
import { object } from "./objects";

export const serviceType = "kubernetes:core/v1:Service";

/** Services. A fixed node port can belong to only one Service in the cluster. */
export const service = object("services", {
  forceNew: () => ["spec.clusterIP"],
  admit(inputs, scene, key) {
    mustHaveFreePorts(scene.clouds, clusterKey(scene), key, inputs);
    return {};
  },
});

/**
 * Refuses a Service if another one has its node port.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/master/pkg/registry/core/service/portallocator/allocator.go for `ErrAllocated`
 */
export function mustHaveFreePorts(clouds: Clouds, cluster: string, key: string, properties: Properties): void {
  const taken = clouds
    .ofType(serviceType)
    .filter(([other]) => other !== key && other.startsWith(`${cluster}/`))
    .flatMap(([, thing]) => nodePorts(thing.properties));
  nodePorts(properties).forEach((port, index) => {
    if (port === undefined || !taken.includes(port)) return;
    const name = key.slice(key.lastIndexOf("/") + 1);
    throw new CloudError(
      `Service "${name}" is invalid: spec.ports[${index}].nodePort: Invalid value: ${port}: provided port is already allocated`,
    );
  });
}

function nodePorts(properties: Properties): (number | undefined)[] {
  const ports = at(properties, "spec", "ports");
  if (!Array.isArray(ports)) return [];
  return ports.map((port) => {
    const nodePort = at(port, "nodePort");
    return typeof nodePort === "number" ? nodePort : undefined;
  });
}

/**
 * Ids of the public addresses that a Service of type LoadBalancer claims.
 *
 * @param isOurs whether the Service with this key is part of the same release
 * @throws if the Service stays pending: because the address is not there, or because another Service has it
 * @see https://cloud-provider-azure.sigs.k8s.io/topics/loadbalancer/ for the annotation
 */
export function claimsOf(clouds: Clouds, properties: Properties, isOurs: (key: string) => boolean): string[] {
  const addressName = at(properties, "metadata", "annotations", "service.beta.kubernetes.io/azure-pip-name");
  if (at(properties, "spec", "type") !== "LoadBalancer" || typeof addressName !== "string") return [];
  const address = clouds
    .ofType("azure-native:network:PublicIPAddress")
    .find(([, thing]) => thing.properties.publicIpAddressName === addressName)?.[0];
  const waiting = `Service ${String(at(properties, "metadata", "name"))} is waiting for public IP ${addressName}, which`;
  if (address === undefined) throw new CloudError(`${waiting} was not found in the node resource group`);
  const holder = clouds.all().find(([key, thing]) => at(thing.properties, "claims", address) === true && !isOurs(key));
  if (holder !== undefined) throw new CloudError(`${waiting} is in use by ${holder[0]}`);
  return [address];
}
