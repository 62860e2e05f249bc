import { type Asked } from "../../settings/settings";
import { at } from "../../settings/untyped";
import { rule } from "../../settings/question";
import { addressAnnotations, exposureValues } from "../address/values";
import { authenticators } from "../login/allow-rules";
import { serversPerUser, serverValues } from "../login/servers";
import { authValues } from "../login/values";
import { registryNames } from "../registry/names";
import { registryValues } from "../registry/values";
import { storageValues } from "../storage/values";
import { composeValues } from "./compose";
import { spawners } from "./spawners";
import { buildGuardRules, buildPlaces } from "./decided-of-builds";
import { cutOff, type Decided, places, undone } from "./guard";
import { neededDefaults } from "./needed-defaults";

/** Stands for a value that is not known yet. */
const ours = "decided by the program";

const the = (setting: string) => `the setting binderhub:${setting}`;
const policies =
  "the network policies of the chart (docs/security.md): more can be let through in its `ingress` and `egress`";

/** What no setting changes. */
const fixed: readonly Decided[] = [
  ...places("the program, which finds Services by the chart's own names", ["jupyterhub.fullnameOverride"]),
  ...places("the chart, which gives BinderHub its rights", ["jupyterhub.hub.loadRoles.binder"]),
  ...places("the chart, whose spawner runs the images that were built", [
    "jupyterhub.hub.extraConfig.0-binderspawnermixin",
    "jupyterhub.hub.extraConfig.00-binder",
  ]),
  ...places(policies, [
    ...["hub", "proxy.chp", "proxy.traefik", "singleuser"].map((pod) => `jupyterhub.${pod}.networkPolicy.enabled`),
    "jupyterhub.singleuser.networkPolicy.egressAllowRules.cloudMetadataServer",
  ]),
  ...places(
    the("tokenRotation"),
    [
      ...["config.BinderHub.build_token_secret", "config.BinderHub.hub_api_token", "jupyterhub.hub.cookieSecret"],
      ...["jupyterhub.hub.existingSecret", "jupyterhub.hub.services.binder.apiToken", "jupyterhub.proxy.secretToken"],
    ],
    { sealed: true },
  ),
];

const builderPlaces = places(the("builder"), ["imageBuilderType"]);

/** The Services: their addresses are known before they exist, and stand in the hub's URLs. */
const services: readonly Decided[] = [
  ...places(
    the("exposure"),
    [
      ...["config.BinderHub.hub_url", "config.BinderHub.hub_url_local"],
      ...["ingress.enabled", "httpRoute.enabled", "jupyterhub.ingress.enabled"],
      ...["service.nodePort", "jupyterhub.proxy.service.nodePorts"],
      "jupyterhub.hub.services.binder.url",
    ],
    { sealed: true },
  ),
  ...places(
    the("exposure.path"),
    [
      ...["config.BinderHub.base_url", "jupyterhub.hub.baseUrl"],
      ...["jupyterhub.hub.config.JupyterHub.base_url", "jupyterhub.hub.config.JupyterHub.bind_url"],
    ],
    { sealed: true },
  ),
  ...places(the("exposure.type"), ["service.type", "jupyterhub.proxy.service.type"]),
  ...places(
    `${the("exposure")} (exposure.internal for a private address)`,
    [...["service.loadBalancerIP", "jupyterhub.proxy.service.loadBalancerIP"]],
    { sealed: true },
  ),
  ...places(the("exposure.https"), ["jupyterhub.proxy.https"]),
  { path: ["deployment", "labels", "hub.jupyter.org/network-access-hub"], by: the("exposure") },
];

/** Annotations with which Azure chooses an address. On a cluster that is there, they are its owner's. */
const annotations: readonly Decided[] = addressAnnotations.flatMap((name) =>
  ["service", "jupyterhub.proxy.service"].map((path) => ({
    path: [...path.split("."), "annotations", name],
    by: `${the("exposure")} (exposure.internal for a private address)`,
    sealed: true,
  })),
);

/** Without a second port, nobody would reach a hub without HTTPS, and no certificate would be given. */
const plainPort = places(the("exposure.https"), ["jupyterhub.proxy.service.disableHttpPort"], {
  does: (value) => value !== true,
});

/** Newer JupyterHub charts have it. */
const routes = places(the("exposure"), ["jupyterhub.httpRoute.enabled"], { does: (value) => value !== true });

const registryPlaces: readonly Decided[] = [
  ...places(the("registry"), [
    "config.BinderHub.use_registry",
    "config.BinderHub.image_prefix",
    "config.DockerRegistry.url",
  ]),
  ...places(the("registry"), ["registry.url", "registry.username", "registry.password"], { sealed: true }),
  ...places(the("registry"), ["jupyterhub.imagePullSecret", "dind.initContainers"]),
];

const loginPlaces: readonly Decided[] = [
  ...places(the("auth"), ["config.BinderHub.auth_enabled", "jupyterhub.hub.config.BinderSpawner.auth_enabled"]),
  ...places(the("auth.type"), ["jupyterhub.hub.config.JupyterHub.authenticator_class"]),
  ...places(the("auth"), [
    ...["jupyterhub.hub.loadRoles.user", "jupyterhub.hub.services.binder.oauth_client_id"],
    "jupyterhub.hub.services.binder.oauth_redirect_uri",
  ]),
];

/** With a login, a server must be one that talks to the hub. */
const singleUserCommand = places(the("auth"), ["jupyterhub.singleuser.cmd"], {
  does: (value) => [value].flat()[0] === "jupyterhub-singleuser",
});

/** Traits of the authenticator that have settings of their own. Others, such as `scope`, may be anything. */
const traits = (type: Exclude<Asked["auth"]["type"], "none">) =>
  places(
    the("auth"),
    [
      ...[
        "client_id",
        "client_secret",
        "oauth_callback_url",
        "github_url",
        "github_api",
        "gitlab_url",
        "authorize_url",
        "token_url",
      ],
      ...["allow_all", "allowed_users", "admin_users", "allowed_groups", "admin_groups", "allowed_organizations"],
      ...["allowed_gitlab_groups", "allowed_project_ids", "hosted_domain", "manage_groups", "password"],
    ].map((trait) => `jupyterhub.hub.config.${authenticators[type]}.${trait}`),
  );

/** BinderHub and the hub must agree about named servers. */
const serverPlaces = places(
  the("auth.serversPerUser"),
  [
    ...["jupyterhub.hub.allowNamedServers", "jupyterhub.hub.namedServerLimitPerUser"],
    ...["config.Launcher.allow_named_servers", "config.Launcher.named_server_limit_per_user"],
    ...["allow_named_servers", "named_server_limit_per_user"].map(
      (trait) => `jupyterhub.hub.config.JupyterHub.${trait}`,
    ),
  ],
  { sealed: true },
);

const volumePlaces = [
  ...places(the("storage"), ["jupyterhub.singleuser.storage", "jupyterhub.singleuser.extraEnv.BINDERHUB_STORAGE"]),
  ...places(the("storage.whenUserIsDeleted"), ["jupyterhub.hub.config.KubeSpawner.delete_pvc"]),
  // JupyterHub's own traits win over what the chart makes of its values.
  ...places(
    the("storage"),
    spawners.flatMap((name) =>
      ["volumes", "volume_mounts", "lifecycle_hooks", "pvc_name_template", "storage_pvc_ensure"].map(
        (trait) => `jupyterhub.hub.config.${name}.${trait}`,
      ),
    ),
    { does: (value) => value === undefined },
  ),
];

/** The hook that makes a link, where there is one. It does one thing: Kubernetes refuses a pod with two. */
const hookPlaces = places(
  `${the("storage")} (with storage.mountPath below /mnt or /data, the hook may be your own)`,
  ["jupyterhub.singleuser.lifecycleHooks.postStart"],
  { sealed: true },
);

/** Without a login every launch is a new person, and each would get a disk that nobody ever uses again. */
const noVolumes = places(the("storage"), ["jupyterhub.singleuser.storage.type"], {
  does: (value) => value !== "dynamic",
});

/** A user who is removed loses the volume: KubeSpawner `delete_pvc`. */
const usersStay = places(the("storage"), ["jupyterhub.cull.users"]);

const everywhere = [
  ...[...fixed, ...builderPlaces, ...services, ...annotations, ...plainPort, ...registryPlaces],
  ...buildPlaces,
  ...[...loginPlaces, ...singleUserCommand, ...volumePlaces, ...hookPlaces, ...usersStay],
  ...(Object.keys(authenticators) as (keyof typeof authenticators)[]).flatMap(traits),
];

/** Rules for extra values: they undo nothing that the program decides. */
export const guardRules = [
  rule(["extraValues"], ({ extraValues }) => [
    ...cutOff(extraValues, everywhere),
    ...undone(neededDefaults, extraValues, fixed),
  ]),
  rule(["extraValues", "builder"], ({ extraValues, builder }) =>
    undone({ imageBuilderType: builder }, extraValues, builderPlaces),
  ),
  rule(["extraValues", "exposure", "platform"], exposureStays),
  rule(["extraValues", "registry"], registryStays),
  ...buildGuardRules,
  rule(["extraValues", "auth", "storage"], loginStays),
  rule(["extraValues", "platform", "azure"], metadataStaysClosed),
];

function exposureStays({ extraValues, exposure, platform }: Pick<Asked, "extraValues" | "exposure" | "platform">) {
  const context = { hubUrl: ours, annotations: {}, hosts: { hub: ours, binder: ours } };
  const own = composeValues([neededDefaults as object, exposureValues(exposure, context)]);
  const ownCertificate =
    exposure.type === "singleHost" && exposure.https !== undefined && exposure.https.email === undefined;
  return undone(own, extraValues, [
    ...services,
    ...routes,
    ...(platform === "azure" ? annotations : []),
    ...(ownCertificate ? [] : plainPort),
  ]);
}

function registryStays({ extraValues, registry }: Pick<Asked, "extraValues" | "registry">) {
  const names = registryNames(registry, "binderhub");
  const own = registryValues(names && { ...names, password: ours }, registry.prefix);
  // A registry of the user's own may be reached without TLS, where the cluster's nodes are told so.
  const url: unknown = own.registry?.url;
  const ways = registry.type === "custom" ? [url, registry.url.replace("https://", "http://")] : [url];
  const does = (value: unknown) => ways.some((way) => way === value);
  return undone(
    own,
    extraValues,
    registryPlaces.map((place) => (place.path.join(".") === "registry.url" ? { ...place, does } : place)),
  );
}

function loginStays({ extraValues, auth, storage }: Pick<Asked, "extraValues" | "auth" | "storage">) {
  const login = authValues(auth, { hubCallback: ours, binderCallback: ours, secret: ours });
  const own = composeValues([
    neededDefaults as object,
    { config: { BinderHub: { auth_enabled: false } } },
    login,
    auth.type === "none" ? {} : serverValues(serversPerUser({ auth, storage })),
    storageValues(storage),
  ]);
  return undone(own, extraValues, [
    ...loginPlaces,
    ...(auth.type === "none" ? [] : [...singleUserCommand, ...serverPlaces, ...traits(auth.type)]),
    ...(storage === undefined ? noVolumes : [...volumePlaces, ...usersStay]),
    ...(at(own, "jupyterhub", "singleuser", "lifecycleHooks") === undefined ? [] : hookPlaces),
  ]);
}

/** Where nothing enforces policies, only the chart's init container keeps servers from the metadata address. */
function metadataStaysClosed({ extraValues, platform, azure }: Pick<Asked, "extraValues" | "platform" | "azure">) {
  return platform === "azure" && azure.networkPolicy === "none"
    ? undone(
        neededDefaults,
        extraValues,
        places(the("azure.networkPolicy"), ["jupyterhub.singleuser.cloudMetadata.blockWithIptables"]),
      )
    : [];
}
