import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { binderHub } from "../../../rehearse/chart";
import { type Thing } from "../../../sandbox/clouds";
import { Clouds } from "../../../sandbox/clouds";
import { kubernetes } from "../../../sandbox/kubernetes";
import { type Properties, type Scene } from "../../../sandbox/model";

/** The provider, with the chart whose releases it installs. */
export const provider = kubernetes(() => binderHub);

/** Type tokens. */
export const types = {
  namespace: "kubernetes:core/v1:Namespace",
  release: "kubernetes:helm.sh/v3:Release",
  service: "kubernetes:core/v1:Service",
  servicePatch: "kubernetes:core/v1:ServicePatch",
  volume: "kubernetes:core/v1:PersistentVolume",
  claim: "kubernetes:core/v1:PersistentVolumeClaim",
  secret: "kubernetes:core/v1:Secret",
  configMap: "kubernetes:core/v1:ConfigMap",
  deployment: "kubernetes:apps/v1:Deployment",
  role: "kubernetes:rbac.authorization.k8s.io/v1:Role",
  binding: "kubernetes:rbac.authorization.k8s.io/v1:RoleBinding",
} as const;

/** A simulated cluster that stands already, as the provider sees it: without the engine. */
export class Cluster {
  readonly clouds = new Clouds(join(mkdtempSync(join(tmpdir(), "cluster-")), "clouds.json"));

  constructor(private readonly provider: Properties = { context: "kind-test" }) {}

  get scene(): Scene {
    return { clouds: this.clouds, provider: this.provider };
  }

  private place(type: keyof typeof types, inputs: Properties) {
    const model = provider.resources[types[type]];
    if (model === undefined) throw new Error(`no ${type}`);
    const id = model.id(inputs, this.scene);
    return { model, id, key: model.key?.(id, this.scene) ?? id };
  }

  /** Creates, and gives the key. */
  create(type: keyof typeof types, inputs: Properties): string {
    const { model, key } = this.place(type, inputs);
    const added = model.create(inputs, this.scene, key);
    this.clouds.put(key, { type: types[type], properties: { ...inputs, ...added } });
    return key;
  }

  update(type: keyof typeof types, inputs: Properties): string {
    const { model, key } = this.place(type, inputs);
    const added = model.update?.(inputs, this.scene, key, this.clouds.get(key)?.properties ?? {}) ?? {};
    this.clouds.put(key, { type: types[type], properties: { ...inputs, ...added } });
    return key;
  }

  delete(type: keyof typeof types, inputs: Properties): void {
    const { model, key } = this.place(type, inputs);
    if (model.remove === undefined) this.clouds.remove(key);
    else model.remove(this.scene, key);
  }

  /** What a read of it finds. */
  read(type: keyof typeof types, inputs: Properties): Thing | undefined {
    const { model, key } = this.place(type, inputs);
    model.found?.(this.scene);
    return this.clouds.get(key);
  }

  /** Breaks an operation off half-way. */
  breakOff(type: keyof typeof types, inputs: Properties, operation: "create" | "update"): void {
    const { model, key } = this.place(type, inputs);
    model.breakOff?.(inputs, this.scene, key, operation);
  }

  /** Whether something with such an end of its key is there. */
  has(ending: string): boolean {
    return this.clouds.all().some(([key]) => key.endsWith(ending));
  }
}

export const namespace = (name = "hub"): Properties => ({ metadata: { name } });
export const named = (name: string, more: Properties = {}, where = "hub"): Properties => ({
  metadata: { name, namespace: where },
  ...more,
});

/** A release of the chart in the namespace of its name, with the chart's values beside `hub_url`. */
export const release = (values: Properties = {}, name = "hub", where = name): Properties => ({
  name,
  namespace: where,
  atomic: true,
  values: { config: { BinderHub: { hub_url: "http://203.0.113.1" } }, ...values },
});

/** A public address in Azure. */
export function address(clouds: Clouds, publicIpAddressName: string): string {
  const key = `/subscriptions/x/publicIPAddresses/${publicIpAddressName}`;
  clouds.put(key, { type: "azure-native:network:PublicIPAddress", properties: { publicIpAddressName } });
  return key;
}
