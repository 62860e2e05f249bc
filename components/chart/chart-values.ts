import { type Input } from "@pulumi/pulumi";

/**
 * The part of the BinderHub chart's values that the program writes, with their types.
 *
 * The charts' own schemas allow any key in `config` and `jupyterhub.hub.config`. A misspelt key there has no effect, and there is no error. These
 * types find such a mistake. Everything is optional: each layer writes what it knows, and the layers are merged.
 *
 * @see https://binderhub.readthedocs.io/en/latest/reference/ref-index.html for what stands under `config`
 * @see https://z2jh.jupyter.org/en/stable/resources/reference.html for what stands under `jupyterhub`
 */
export interface ChartValues {
  readonly config?: {
    readonly BinderHub?: BinderHubTraits;
    readonly DockerRegistry?: { readonly url?: Input<string> };
    readonly GitHubRepoProvider?: SpecTraits & {
      readonly hostname?: string;
      readonly api_base_path?: string;
      readonly git_credentials?: Input<string>;
    };
    readonly GistRepoProvider?: SpecTraits & { readonly access_token?: "" };
    readonly GitRepoProvider?: SpecTraits;
    readonly GitLabRepoProvider?: SpecTraits & { readonly hostname?: string };
    readonly ZenodoProvider?: SpecTraits;
    readonly FigshareProvider?: SpecTraits;
    readonly HydroshareProvider?: SpecTraits;
    readonly DataverseProvider?: SpecTraits;
    readonly CKANProvider?: SpecTraits;
    readonly KubernetesBuildExecutor?: {
      readonly appendix?: string;
      readonly build_image?: string;
      readonly extra_envs?: Readonly<Record<string, string>>;
      readonly node_selector?: Readonly<Record<string, string>>;
      readonly repo2docker_extra_args?: readonly string[];
      readonly resources?: Resources;
    };
    readonly KubernetesCleaner?: { readonly max_age: number };
    readonly Launcher?: { readonly named_server_limit_per_user?: number; readonly launch_timeout?: number };
    readonly LaunchQuota?: { readonly total_quota: number };
    readonly RateLimiter?: { readonly limit: number; readonly period_seconds: number };
  };
  readonly nodeSelector?: Placement["nodeSelector"];
  readonly tolerations?: Placement["tolerations"];
  readonly deployment?: { readonly labels?: Readonly<Record<string, string>> };
  readonly imageBuilderType?: "dind" | "pink" | "host";
  readonly dind?: {
    readonly initContainers?: readonly Container[];
    readonly resources?: Resources;
    readonly daemonset?: DaemonSetValues;
    readonly hostLibDir?: string;
    readonly hostSocketDir?: string;
  };
  readonly pink?: {
    readonly resources?: Resources;
    readonly daemonset?: DaemonSetValues;
    readonly hostStorageDir?: string;
    readonly hostSocketDir?: string;
  };
  readonly imageCleaner?: {
    readonly enabled?: boolean;
    readonly cordon?: boolean;
    readonly imageGCThresholdType?: "absolute";
    readonly imageGCThresholdHigh?: number;
    readonly imageGCThresholdLow?: number;
  };
  readonly registry?: {
    readonly url?: Input<string>;
    readonly username?: Input<string>;
    readonly password?: Input<string>;
  };
  readonly service?: ServiceValues & { readonly nodePort?: number };
  readonly initContainers?: readonly Container[];
  /** Pieces of BinderHub's configuration. They run in the order of their names. */
  readonly extraConfig?: Readonly<Record<string, Input<string>>>;
  /** By name, or as a list if the user has one. */
  readonly extraEnv?: Readonly<Record<string, SecretVariable | string>> | readonly unknown[];
  readonly extraFiles?: FileValues;
  /** With the user's own, which may be of any kind. */
  readonly extraVolumes?: readonly Volume[] | readonly unknown[];
  readonly extraVolumeMounts?: readonly VolumeMount[] | readonly unknown[];
  readonly jupyterhub?: {
    readonly cull?: {
      readonly users?: boolean;
      readonly every?: number;
      readonly timeout?: number;
      readonly maxAge?: number;
      readonly removeNamedServers?: boolean;
    };
    readonly hub?: Placement & {
      readonly extraConfig?: Readonly<Record<string, string>>;
      readonly extraEnv?: ChartValues["extraEnv"];
      readonly extraVolumes?: ChartValues["extraVolumes"];
      readonly extraVolumeMounts?: ChartValues["extraVolumeMounts"];
      readonly allowNamedServers?: boolean;
      readonly baseUrl?: string;
      readonly config?: HubTraits;
      readonly cookieSecret?: Input<string>;
      readonly namedServerLimitPerUser?: number;
      readonly networkPolicy?: { readonly ingress: readonly unknown[] };
      readonly loadRoles?: Readonly<
        Record<string, { readonly scopes: readonly string[]; readonly services?: readonly string[] }>
      >;
      readonly services?: {
        readonly binder?: BinderService;
        readonly "binder-check"?: Pick<BinderService, "apiToken">;
        readonly "binder-monitoring"?: Pick<BinderService, "apiToken">;
        readonly "binder-schedule"?: Pick<BinderService, "apiToken">;
        readonly "binder-events"?: Pick<BinderService, "apiToken">;
      };
    };
    readonly imagePullSecret?: {
      readonly create: boolean;
      readonly automaticReferenceInjection: boolean;
      readonly registry: Input<string>;
      readonly username: Input<string>;
      readonly password: Input<string>;
    };
    readonly proxy?: {
      readonly chp?: Placement;
      readonly traefik?: Placement;
      readonly secretToken?: Input<string>;
      readonly service?: ServiceValues & { readonly nodePorts?: { readonly http: number } };
      readonly https?: HttpsValues;
    };
    readonly prePuller?: {
      readonly hook?: Placement;
      readonly continuous?: { readonly enabled: boolean };
      readonly extraImages?: Readonly<Record<string, { readonly name: string; readonly tag: string }>>;
    };
    readonly scheduling?: {
      readonly userScheduler?: Placement;
      readonly corePods?: NodeAffinity;
      readonly userPods?: NodeAffinity;
      readonly podPriority?: { readonly enabled: boolean };
      readonly userPlaceholder?: { readonly enabled: boolean; readonly replicas: number };
    };
    readonly singleuser?: {
      readonly cloudMetadata?: { readonly blockWithIptables: boolean };
      readonly cmd?: string;
      readonly cpu?: { readonly limit: number; readonly guarantee?: number };
      readonly extraAnnotations?: Readonly<Record<string, string>>;
      readonly extraEnv?: Readonly<Record<string, string>>;
      readonly extraFiles?: FileValues;
      readonly nodeSelector?: Placement["nodeSelector"];
      readonly startTimeout?: number;
      readonly extraTolerations?: readonly Toleration[];
      readonly lifecycleHooks?: { readonly postStart: { readonly exec: { readonly command: readonly string[] } } };
      readonly memory?: { readonly limit: string; readonly guarantee?: string };
      readonly storage?: {
        readonly type: "dynamic";
        readonly capacity: string;
        readonly homeMountPath: string;
        readonly dynamic: {
          readonly pvcNameTemplate: string;
          readonly storageAccessModes: readonly string[];
          readonly storageClass?: string;
        };
      };
    };
  };
}

/** HTTPS of the hub's proxy: from Let's Encrypt, from a Secret, or with a certificate that the chart puts into one. */
export type HttpsValues =
  | {
      readonly enabled: true;
      readonly type: "letsencrypt";
      readonly hosts: readonly string[];
      readonly letsencrypt: { readonly contactEmail: string; readonly acmeServer: string };
    }
  | {
      readonly enabled: true;
      readonly type: "secret";
      readonly secret: { readonly name: string; readonly key: string; readonly crt: string };
    }
  | {
      readonly enabled: true;
      readonly type: "manual";
      readonly manual?: { readonly cert: string; readonly key: Input<string> };
    };

/** Files that the chart puts into a pod, by their key in a Secret. */
export type FileValues = Readonly<Record<string, { readonly mountPath: string; readonly stringData: string }>>;

/** More of a daemon that builds images. */
interface DaemonSetValues {
  readonly extraArgs?: readonly string[];
  readonly extraVolumes?: readonly {
    readonly name: string;
    readonly secret: {
      readonly secretName: string;
      readonly items: readonly { readonly key: string; readonly path: string }[];
    };
  }[];
  readonly extraVolumeMounts?: readonly VolumeMount[];
}

/** Which nodes a kind of pod may run on, by their purpose. */
export interface NodeAffinity {
  readonly nodeAffinity: { readonly matchNodePurpose: "prefer" | "require" | "ignore" };
}

/** Which nodes a pod may run on, by their labels and taints. */
export interface Placement {
  readonly nodeSelector?: Readonly<Record<string, string>>;
  readonly tolerations?: readonly Toleration[];
}

/** A taint that a pod may run beside. Without a value, any. */
export interface Toleration {
  readonly key: string;
  readonly operator: "Equal" | "Exists";
  readonly value?: string;
  readonly effect?: "NoSchedule" | "PreferNoSchedule" | "NoExecute";
}

/** CPU and memory of a container, as Kubernetes quantities. */
export interface Resources {
  readonly limits?: { readonly cpu?: number; readonly memory?: string };
  readonly requests?: { readonly cpu?: number; readonly memory?: string };
}

/** An environment variable that is read from a Secret. */
export interface SecretVariable {
  readonly valueFrom: { readonly secretKeyRef: { readonly name: Input<string>; readonly key: string } };
}

/** Traits of every repo provider: regular expressions in Python, over the provider's own form of a repository. */
export interface SpecTraits {
  readonly allowed_specs?: readonly string[];
  readonly banned_specs?: readonly string[];
  readonly high_quota_specs?: readonly string[];
  readonly spec_config?: readonly { readonly pattern: string; readonly config: { readonly quota: number } }[];
}

/** Traits of `c.BinderHub`. */
export interface BinderHubTraits {
  readonly about_message?: string;
  readonly auth_enabled?: boolean;
  readonly badge_base_url?: string;
  /** Ranges of addresses, each with the name that a refusal shows. */
  readonly ban_networks?: Readonly<Record<string, string>>;
  readonly banner_message?: Input<string>;
  readonly base_url?: string;
  /** Merged over the login that pushes, in the `config.json` of builds. Only the chart reads it. */
  readonly buildDockerConfig?: Input<object>;
  readonly build_node_selector?: Readonly<Record<string, string>>;
  readonly build_token_secret?: Input<string>;
  readonly cors_allow_origin?: string;
  readonly extra_footer_scripts?: Readonly<Record<string, string>>;
  readonly extra_header_html?: Readonly<Record<string, string>>;
  readonly extra_static_path?: string;
  readonly extra_static_url_prefix?: string;
  readonly hub_url?: Input<string>;
  readonly hub_url_local?: Input<string>;
  readonly image_prefix?: Input<string>;
  readonly per_repo_quota?: number;
  readonly per_repo_quota_higher?: number;
  readonly template_path?: string;
  readonly template_variables?: Readonly<Record<string, string>>;
  readonly use_registry?: boolean;
}

/** Traits of JupyterHub, its spawner and its authenticators. */
export interface HubTraits {
  readonly Authenticator?: {
    readonly auth_refresh_age?: number;
    readonly blocked_users?: readonly string[];
    readonly enable_auth_state?: true;
  };
  /** Encrypt people's tokens in the hub's database. */
  readonly CryptKeeper?: { readonly keys: readonly Input<string>[] };
  readonly KubeSpawner?: { readonly delete_pvc?: boolean };
  readonly BinderSpawner?: { readonly auth_enabled?: boolean; readonly cors_allow_origin?: string };
  readonly JupyterHub?: {
    readonly authenticator_class?: "dummy" | "generic-oauth" | "github" | "gitlab" | "google";
    readonly default_url?: string;
    readonly redirect_to_server?: boolean;
  };
  readonly DummyAuthenticator?: People & { readonly password: Input<string> };
  readonly GenericOAuthenticator?: Partial<OAuthClient> & {
    readonly admin_groups?: readonly string[];
    readonly allowed_groups?: readonly string[];
    readonly auth_state_groups_key?: string;
    readonly authorize_url?: string;
    readonly login_service?: string;
    readonly manage_groups?: true;
    readonly token_url?: string;
    readonly userdata_from_id_token?: boolean;
    readonly userdata_url?: string;
    readonly username_claim?: string;
  };
  readonly GitHubOAuthenticator?: Partial<OAuthClient> & {
    readonly allowed_organizations?: readonly string[];
    readonly github_url?: string;
    readonly github_api?: string;
  };
  readonly GitLabOAuthenticator?: Partial<OAuthClient> & {
    readonly allowed_gitlab_groups?: readonly string[];
    readonly allowed_project_ids?: readonly number[];
    readonly gitlab_url?: string;
  };
  readonly GoogleOAuthenticator?: OAuthClient & { readonly hosted_domain?: readonly string[] };
}

/** Traits of every authenticator. */
export interface People {
  readonly admin_users?: readonly string[];
  readonly allow_all?: boolean;
  readonly allowed_users?: readonly string[];
}

/** Traits of every OAuth authenticator. */
export interface OAuthClient extends People {
  readonly client_id: string;
  readonly client_secret: Input<string>;
  readonly oauth_callback_url: Input<string>;
  readonly scope?: readonly string[];
}

/** BinderHub as a service of JupyterHub. */
export interface BinderService {
  readonly apiToken?: Input<string>;
  readonly oauth_client_id?: `service-${string}`;
  readonly oauth_no_confirm?: boolean;
  readonly oauth_redirect_uri?: Input<string>;
  readonly url?: string;
}

/** A Service of the chart: `service` for the Binder page, `jupyterhub.proxy.service` for the hub. */
export interface ServiceValues {
  readonly type?: "LoadBalancer" | "ClusterIP" | "NodePort";
  readonly annotations?: Readonly<Record<string, string>>;
}

/** A volume of a pod. */
export type Volume = { readonly name: string } & (
  | { readonly emptyDir: Readonly<Record<string, never>> }
  | { readonly configMap: { readonly name: string; readonly optional?: boolean } }
);

/** A volume in a container. */
export interface VolumeMount {
  readonly name: string;
  readonly mountPath: string;
  /** One file of the volume. @default all of it, as a folder */
  readonly subPath?: string;
  readonly readOnly?: boolean;
}

/** A container beside or before the chart's own. */
export interface Container {
  readonly name: string;
  readonly image: string;
  readonly command?: readonly string[];
  readonly args?: readonly string[];
  readonly env?: readonly { readonly name: string; readonly value: string }[];
  /** `Always` on an init container makes it a sidecar. */
  readonly restartPolicy?: "Always";
  readonly securityContext?: {
    readonly allowPrivilegeEscalation: false;
    readonly runAsNonRoot: true;
    readonly runAsUser: number;
  };
  readonly volumeMounts?: readonly VolumeMount[];
}
