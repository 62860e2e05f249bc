import { at } from "../untyped";
import { type Clouds } from "../clouds";
import { type KubernetesApi, type KubernetesObject } from "./api";

const addressType = "azure-native:network:PublicIPAddress";
const frontendType = "azure:network:FrontendIPConfiguration";

/**
 * Stands in for Azure's cloud controller. It gives a Service of type LoadBalancer the simulated public address that the Service's
 * annotation names. It takes the address back when the Service is deleted, or does not need it any more. Meanwhile Azure refuses to
 * delete the address. Assumed: two Services never share an address, because those of a hub all use port 80.
 *
 * @see https://github.com/kubernetes-sigs/cloud-provider-azure/blob/master/pkg/provider/azure_loadbalancer.go `determinePublicIPName`
 */
export function loadBalancer(api: KubernetesApi, clouds: Clouds): { readonly stop: () => void } {
  const services = new Map<string, KubernetesObject>();
  let sent: Promise<unknown> = Promise.resolve();
  const reconcile = (service: KubernetesObject) => {
    const { name, namespace = "", uid } = service.metadata;
    const [wanted, ip] = wantedBy(clouds, service) ?? [];
    let held = heldBy(clouds, uid);
    if (held !== undefined && held !== wanted) clouds.remove(frontend(held, uid));
    if (held !== wanted) {
      held = wanted === undefined || isTaken(clouds, wanted) ? undefined : wanted;
      if (held !== undefined) {
        const properties = { service: `${namespace}/${name}`, uid, address: held, claims: { [held]: true } };
        clouds.put(frontend(held, uid), { type: frontendType, properties });
      }
    }
    const address = held === undefined ? undefined : ip;
    if (address === at(service.status, "loadBalancer", "ingress", 0, "ip")) return;
    const status = { loadBalancer: { ingress: address === undefined ? null : [{ ip: address }] } };
    const path = `/api/v1/namespaces/${namespace}/services/${name}/status`;
    // One after the other, because the last one counts. A Service that is gone needs no status.
    sent = sent.then(() => api.send("PATCH", path, { status })).catch(() => undefined);
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
    // Another Service may wait for an address that is free now.
    for (const one of [service, ...services.values()]) if (services.has(one.metadata.uid)) reconcile(one);
  });
}

const frontend = (address: string, uid: string) => `${address}/frontends/${uid}`;

/** Id of the public address that a Service asks for, and the address. */
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
