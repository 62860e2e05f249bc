import { at } from "../../settings/untyped";
import { type Clouds } from "../clouds";
import { type KubernetesApi, type KubernetesObject } from "./api";

const addressType = "azure-native:network:PublicIPAddress";
const frontendType = "azure:network:FrontendIPConfiguration";

/**
 * What stands in for Azure's cloud controller: it gives a Service of type LoadBalancer the simulated public address that it names by
 * annotation, another one when it names another, and takes it back when the Service goes or needs none any more. Meanwhile Azure
 * refuses to delete the address. Assumed: no two Services share one, as those of a hub all want port 80.
 *
 * @see https://github.com/kubernetes-sigs/cloud-provider-azure/blob/master/pkg/provider/azure_loadbalancer.go `determinePublicIPName`
 */
export function loadBalancer(api: KubernetesApi, clouds: Clouds): { readonly stop: () => void } {
  const services = new Map<string, KubernetesObject>();
  const reconcile = (service: KubernetesObject) => {
    const { name, namespace = "", uid } = service.metadata;
    const [id, address] = wantedBy(clouds, service) ?? [];
    const held = heldBy(clouds, uid);
    if (id === held) return;
    if (held !== undefined) clouds.remove(frontend(held, uid));
    const gets = id !== undefined && !isTaken(clouds, id);
    if (gets) {
      const properties = { service: `${namespace}/${name}`, uid, address: id, claims: { [id]: true } };
      clouds.put(frontend(id, uid), { type: frontendType, properties });
    }
    const status = { loadBalancer: { ingress: gets ? [{ ip: address }] : null } };
    // A Service that has gone meanwhile needs no status.
    void api
      .send("PATCH", `/api/v1/namespaces/${namespace}/services/${name}/status`, { status })
      .catch(() => undefined);
  };
  return api.watch("/api/v1/services", ({ type, object: service }) => {
    const { uid } = service.metadata;
    if (type === "DELETED") {
      services.delete(uid);
      const held = heldBy(clouds, uid);
      if (held !== undefined) clouds.remove(frontend(held, uid));
    } else {
      services.set(uid, service);
    }
    // What one lets go, another may wait for.
    for (const one of [service, ...services.values()]) if (services.has(one.metadata.uid)) reconcile(one);
  });
}

const frontend = (address: string, uid: string) => `${address}/frontends/${uid}`;

/** Id of the public address that a Service is to have, and the address. */
function wantedBy(clouds: Clouds, { metadata, spec }: KubernetesObject): readonly [string, string] | undefined {
  if (spec?.type !== "LoadBalancer") return undefined;
  const name = metadata.annotations?.["service.beta.kubernetes.io/azure-pip-name"];
  const found = clouds.ofType(addressType).find(([, { properties }]) => properties.publicIpAddressName === name);
  return found && [found[0], String(found[1].properties.ipAddress)];
}

/** Id of the public address that a Service has. */
function heldBy(clouds: Clouds, uid: string): string | undefined {
  const held = clouds.ofType(frontendType).find(([, { properties }]) => properties.uid === uid);
  return held && String(held[1].properties.address);
}

function isTaken(clouds: Clouds, id: string): boolean {
  return clouds.ofType(frontendType).some(([, { properties }]) => at(properties, "claims", id) === true);
}
