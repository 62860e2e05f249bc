import { at } from "../../settings/untyped";
import { type Clouds } from "../clouds";
import { type KubernetesApi, type KubernetesObject } from "./api";

const addressType = "azure-native:network:PublicIPAddress";
const claimType = "azure:network:FrontendIPConfiguration";

/**
 * What stands in for Azure's cloud controller: it gives Services of type LoadBalancer the simulated public address that they name by
 * annotation, one Service an address, and takes it back when the Service goes. Meanwhile Azure refuses to delete the address.
 *
 * @see https://github.com/kubernetes-sigs/cloud-provider-azure/blob/master/pkg/provider/azure_loadbalancer.go `determinePublicIPName`
 */
export function loadBalancer(api: KubernetesApi, clouds: Clouds): { readonly stop: () => void } {
  /** Services that have no address yet, by their uid. */
  const waiting = new Map<string, KubernetesObject>();
  const give = (service: KubernetesObject) => {
    const { name, namespace = "", uid } = service.metadata;
    const [id, address] = claimed(clouds, service) ?? [];
    if (id === undefined || address === undefined || holderOf(clouds, id) !== undefined) return;
    waiting.delete(uid);
    clouds.put(`${id}/frontends/${uid}`, { type: claimType, properties: { service: `${namespace}/${name}`, claims: { [id]: true } } });
    const status = { loadBalancer: { ingress: [{ ip: address }] } };
    void api.send("PATCH", `/api/v1/namespaces/${namespace}/services/${name}/status`, { status }).catch(() => undefined);
  };
  return api.watch("/api/v1/services", ({ type, object: service }) => {
    const { uid } = service.metadata;
    if (type === "DELETED" || service.spec?.type !== "LoadBalancer") {
      waiting.delete(uid);
      for (const [key] of clouds.ofType(claimType)) if (key.endsWith(`/${uid}`)) clouds.remove(key);
      for (const other of waiting.values()) give(other);
    } else if (at(service.status, "loadBalancer", "ingress") === undefined) {
      waiting.set(uid, service);
      give(service);
    }
  });
}

/** Id of the public address that a Service names, and the address. */
function claimed(clouds: Clouds, { metadata }: KubernetesObject): readonly [string, string] | undefined {
  const name = metadata.annotations?.["service.beta.kubernetes.io/azure-pip-name"];
  const found = clouds.ofType(addressType).find(([, { properties }]) => properties.publicIpAddressName === name);
  return found && [found[0], String(found[1].properties.ipAddress)];
}

function holderOf(clouds: Clouds, id: string): string | undefined {
  return clouds.ofType(claimType).find(([, { properties }]) => at(properties, "claims", id) === true)?.[0];
}
