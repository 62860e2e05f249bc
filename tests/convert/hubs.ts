import { type Values } from "../../convert/claims";

const clone = (repository: string, branch: string) => ({
  initContainers: [
    {
      name: "templates",
      image: "alpine/git",
      args: ["clone", "--single-branch", `--branch=${branch}`, "--depth=1", "--", repository, "/etc/binderhub/custom"],
      volumeMounts: [{ name: "custom", mountPath: "/etc/binderhub/custom" }],
    },
  ],
  extraVolumes: [{ name: "custom", emptyDir: {} }],
  extraVolumeMounts: [{ name: "custom", mountPath: "/etc/binderhub/custom" }],
});

const pages = {
  template_path: "/etc/binderhub/custom/templates",
  extra_static_path: "/etc/binderhub/custom/static",
  extra_static_url_prefix: "/extra_static/",
};

const ingress = { enabled: true, annotations: { "kubernetes.io/ingress.class": "nginx" } };

/** A hub of a federation: nothing of people, much of quotas, and a registry of its own. As mybinder.org has it. */
export const federation: Values = {
  grafana: { enabled: true },
  binderhub: {
    replicas: 2,
    config: {
      GitHubRepoProvider: { spec_config: [{ pattern: "^mygroup/course.*", config: { quota: 300 } }] },
      BinderHub: {
        use_registry: true,
        hub_url: "https://hub.one.example.org",
        badge_base_url: "https://all.example.org",
        image_prefix: "registry.example.org/builds/i-",
        per_repo_quota: 100,
        cors_allow_origin: "*",
      },
      KubernetesBuildExecutor: { build_image: "repo2docker:1", docker_host: "/var/run/dind/docker.sock" },
      LaunchQuota: { total_quota: 300 },
    },
    service: { type: "ClusterIP" },
    ingress: { ...ingress, hosts: ["one.example.org"] },
    imageBuilderType: "dind",
    dind: {
      daemonset: { image: { tag: "27.5.1-dind" }, extraArgs: ["--max-concurrent-uploads=32", "--mtu=1450"] },
      hostLibDir: "/mnt/disk/dind",
      resources: { requests: { cpu: "2" }, limits: { cpu: "8", memory: "16Gi" } },
    },
    imageCleaner: {
      enabled: true,
      imageGCThresholdHigh: 40e9,
      imageGCThresholdLow: 10e9,
      imageGCThresholdType: "absolute",
    },
    jupyterhub: {
      cull: { every: 660, timeout: 600, maxAge: 21_600 },
      hub: { config: { BinderSpawner: { cors_allow_origin: "*" } } },
      singleuser: {
        defaultUrl: null,
        memory: { guarantee: "450M", limit: "2G" },
        cpu: { guarantee: 0.01, limit: 1 },
      },
    },
  },
};

/** A hub with GitHub's login and an Azure registry, as hub23 had it. */
export const withLogin: Values = {
  projectName: "hub",
  binderhub: {
    ...clone("https://github.com/mygroup/hub", "html"),
    config: {
      BinderHub: {
        ...pages,
        auth_enabled: true,
        image_prefix: "myregistry.azurecr.io/hub/binder-dev-",
        hub_url: "https://hub.example.org",
        use_named_servers: true,
      },
      DockerRegistry: { token_url: "https://myregistry.azurecr.io/oauth2/token?service=myregistry.azurecr.io" },
    },
    registry: { url: "https://myregistry.azurecr.io", username: "myregistry", password: "canary-1" },
    ingress: { ...ingress, hosts: ["binder.example.org"] },
    jupyterhub: {
      hub: {
        allowNamedServers: true,
        redirectToServer: false,
        namedServerLimitPerUser: 5,
        cookieSecret: "canary-2",
        services: { binder: { oauth_client_id: "binder-oauth-client", apiToken: "canary-3" } },
        config: {
          GitHubOAuthenticator: { client_id: "id", client_secret: "canary-4", allowed_organizations: ["mygroup"] },
          JupyterHub: { authenticator_class: "github" },
        },
      },
      singleuser: { cmd: "jupyterhub-singleuser", cpu: { limit: 0.5, guarantee: 0.5 } },
      scheduling: {
        podPriority: { enabled: true },
        userPlaceholder: { replicas: 3 },
        corePods: { nodeAffinity: { matchNodePurpose: "require" } },
      },
    },
  },
};

/** A hub below a path, whose cluster has labels of its own, as GESIS had it. */
export const belowPath: Values = {
  binderhub: {
    config: {
      GitHubRepoProvider: { banned_specs: ["^somebody/.*"], high_quota_specs: ["^mygroup/.*"] },
      GitLabRepoProvider: { banned_specs: ["^somebody%2F.*"] },
      BinderHub: {
        pod_quota: 120,
        base_url: "/binder/",
        hub_url: "https://notebooks.example.org/binder/jupyter/",
        image_prefix: "mygroup/binder-r2d-",
        build_node_selector: { pool: "builds" },
        per_repo_quota_higher: 200,
        build_memory_request: "1G",
      },
    },
    service: { type: "NodePort", nodePort: 30_081 },
    imageCleaner: { enabled: false },
    jupyterhub: {
      debug: { enabled: true },
      hub: { baseUrl: "/binder/jupyter/", db: { type: "postgres" }, nodeSelector: { pool: "core" } },
      proxy: { https: { enabled: true, type: "offload" } },
      singleuser: { nodeSelector: { pool: "users" } },
    },
  },
};

/** A hub on nodes of its own among others, with a login that no setting has, as 2i2c had it. */
export const amongOthers: Values = {
  "dask-gateway": { enabled: true },
  binderhub: {
    ...clone("https://github.com/mygroup/templates", "main"),
    dind: { hostSocketDir: "/var/run/myhub/dind", hostLibDir: "/var/lib/myhub/dind" },
    config: {
      BinderHub: { ...pages, auth_enabled: true, image_prefix: "europe-west4-docker.pkg.dev/my-project/images/" },
    },
    jupyterhub: {
      hub: {
        nodeSelector: { pool: "core" },
        config: {
          JupyterHub: { authenticator_class: "cilogon" },
          CILogonOAuthenticator: { allowed_idps: { "https://idp.example.org": {} } },
          Authenticator: { admin_users: ["ada@example.org"] },
        },
      },
      singleuser: {
        nodeSelector: { "example.org/hub": "mine" },
        extraTolerations: [{ key: "example.org/hub", operator: "Equal", value: "mine", effect: "NoSchedule" }],
        serviceAccountName: "user-sa",
        extraEnv: { API_URL: "https://api.example.org", API_TOKEN: "canary-5" },
      },
    },
  },
};

/** A hub of large servers, with values of a chart of long ago, as Pangeo had it. */
export const largeServers: Values = {
  binderhub: {
    rbac: { enabled: true },
    nodeSelector: { pool: "core" },
    config: { BinderHub: { hub_url: "https://hub.example.org", image_prefix: "gcr.io/my-project/prod-" } },
    dind: { enabled: true, daemonset: { image: { name: "docker", tag: "19.03.5-dind" } } },
    imageCleaner: { imageGCThresholdHigh: 80, imageGCThresholdLow: 40, host: { enabled: false } },
    jupyterhub: {
      proxy: { nginx: { resources: { limits: { cpu: 1 } } }, nodeSelector: { pool: "core" } },
      scheduling: { userPods: { nodeAffinity: { matchNodePurpose: "require" } } },
      singleuser: {
        cloudMetadata: { enabled: true },
        cpu: { limit: 4, guarantee: 1 },
        memory: { limit: "8G", guarantee: "8G" },
        cmd: "jupyter-lab",
      },
    },
  },
};

/** Five kinds of hubs. */
export const hubs = { federation, withLogin, belowPath, amongOthers, largeServers };
