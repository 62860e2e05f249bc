import * as core from "@pulumi/kubernetes/core/v1";
import * as rbac from "@pulumi/kubernetes/rbac/v1";
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import { type Settings } from "../../settings/settings";
import { at, isRecord } from "../../settings/untyped";
import { type ChartValues } from "../chart/chart-values";
import { secretVariables, type SecretKey } from "../chart/extra-env";
import { variables } from "./variables";

/** What {@link PrivateRepositories} needs. */
export interface PrivateRepositoriesArgs {
  /** By whose right private repositories are launched. Plain: it decides what is made. */
  readonly type: Exclude<Settings["privateRepositories"]["type"], "none">;
  /** The hub's namespace. */
  readonly namespace: pulumi.Input<string>;
  /** Any text; another text makes new keys. */
  readonly rotation: string;
  /** The shared credential. @default none, as each person's own counts */
  readonly key?: pulumi.Input<string>;
}

/** The name of what the hub's own rights are not enough for. */
const name = "binder-private-repositories";

/**
 * The secrets of private repositories, in the hub's namespace, and BinderHub's right to make Secrets for builds. It may not read any: each goes with
 * the pod that owns it.
 */
export class PrivateRepositories extends pulumi.ComponentResource {
  private readonly secret: core.Secret;
  private readonly tokenKey: pulumi.Output<string> | undefined;
  private readonly isShared: boolean;

  constructor(component: string, args: PrivateRepositoriesArgs, opts?: pulumi.ComponentResourceOptions) {
    super("binderhub:hub:PrivateRepositories", component, { ...args, key: undefined }, opts);
    const { namespace, rotation } = args;
    // A component's children inherit neither what it depends on nor what it goes with.
    const inside = { parent: this, dependsOn: opts?.dependsOn, deletedWith: opts?.deletedWith };
    const made = (purpose: string) =>
      new random.RandomBytes(`${component}-${purpose}`, { length: 32, keepers: { rotation } }, { parent: this }).hex;
    this.isShared = args.key !== undefined;
    this.secret = new core.Secret(
      `${component}-secret`,
      // It has no fixed name: with a new credential comes a new name, and with that BinderHub restarts.
      {
        metadata: { namespace },
        stringData: { names: made("names"), ...(args.key !== undefined && { key: args.key }) },
      },
      inside,
    );
    this.tokenKey = args.type === "perUser" ? made("tokens") : undefined;
    const metadata = { name, namespace };
    const role = new rbac.Role(
      `${component}-role`,
      {
        metadata,
        rules: [{ apiGroups: [""], resources: ["secrets"], verbs: ["create"] }],
      },
      inside,
    );
    new rbac.RoleBinding(
      `${component}-binding`,
      {
        metadata,
        // The chart's name for the account of BinderHub.
        subjects: [{ kind: "ServiceAccount", name: "binderhub", namespace }],
        roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name: role.metadata.name },
      },
      inside,
    );
    this.registerOutputs();
  }

  /**
   * The values that name the secrets.
   *
   * @param below the values that these are merged over
   */
  values(below: Readonly<Record<string, unknown>>): ChartValues {
    const from = (key: string): SecretKey => ({ name: this.secret.metadata.name, key });
    const names = { [variables.names]: from("names") };
    const hub = at(below, "jupyterhub", "hub");
    return {
      ...secretVariables({ ...(this.isShared && { [variables.key]: from("key") }), ...names }, below),
      jupyterhub: {
        hub: {
          ...secretVariables(names, isRecord(hub) ? hub : {}),
          ...(this.tokenKey && { config: { CryptKeeper: { keys: [this.tokenKey] } } }),
        },
      },
    };
  }
}
