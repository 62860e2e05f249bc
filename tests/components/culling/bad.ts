import { type Row } from "../../stack/row";
import { type Edits } from "../../stack/stack";
import { encrypted, sizedStack } from "../sizes/stacks";

const key = "binderhub:culling";
const limits = "binderhub:limits";
const value = (path: string) => `binderhub:extraValues.jupyterhub.${path}`;
const counts = (edits: Edits, inUse = "either"): Edits => ({ "culling.inUse": inUse, ...edits });
const extra = (path: string, own: unknown) => counts({ [`extraValues.jupyterhub.${path}`]: own });

/** What is wrong with how idle servers are looked for. */
export const cullingRows: readonly Row[] = [
  ["culling by its number", { culling: 660 }, key, /group of settings/],
  ["a search that never ends", { "culling.every": 0 }, `${key}.every`, /from 10 to/],
  ["a search with its unit", { "culling.every": "10m" }, `${key}.every`, /whole number/],
  ["an idle time among the searches", { "culling.timeout": 600 }, `${key}.timeout`, /not a setting/],
  ["use by another word", { "culling.inUse": "busy" }, `${key}.inUse`, /one of open, running, either/],
  ["use by yes or no", { "culling.inUse": true }, `${key}.inUse`, /one of open, running, either/],
  ["use by a list", { "culling.inUse": ["open", "running"] }, `${key}.inUse`, /one of open, running, either/],
  ["kernels by Jupyter's word", { "culling.cull_busy": true }, `${key}.cull_busy`, /not a setting/],
  [
    "an idle time of two looks for kernels that compute",
    counts({ "limits.idleTimeout": 120 }, "running"),
    `${limits}.idleTimeout`,
    /at least 300 with culling\.inUse.*every 60 seconds/,
  ],
  [
    "an idle time that is just too short for use of either kind",
    counts({ "limits.idleTimeout": 299 }),
    `${limits}.idleTimeout`,
    /at least 300/,
  ],
  [
    "an age at which no server is idle yet",
    counts({ "limits.maximumAge": 3600 }),
    `${limits}.maximumAge`,
    /more than limits\.idleTimeout, which is 3600.*no use/,
  ],
  [
    "an age before the longest idle time",
    counts({ "limits.idleTimeout": 604_800, "limits.maximumAge": 86_400 }, "running"),
    `${limits}.maximumAge`,
    /more than limits\.idleTimeout, which is 604800/,
  ],
  [
    "code in the place of the hub's question",
    extra("hub.extraConfig.z-in-use", "pass"),
    value("hub.extraConfig.z-in-use"),
    /decided by the setting binderhub:culling/,
  ],
  [
    "another proxy after the hub's question",
    extra("hub.extraConfig.zz-proxy", "c.JupyterHub.proxy_class = 'traefik'"),
    value("hub.extraConfig.zz-proxy"),
    /would run after z-in-use/,
  ],
  [
    "a hub that never looks",
    extra("hub.config.JupyterHub.last_activity_interval", 0),
    value("hub.config.JupyterHub.last_activity_interval"),
    /look once a minute/,
  ],
  [
    "servers whose own token does not open them, by their role",
    extra("hub.loadRoles.server.scopes", ["users:activity!user"]),
    value("hub.loadRoles.server.scopes"),
    /the server's own token, which must have access:servers!server/,
  ],
  [
    "servers whose own token does not open them, by their spawner",
    extra("hub.config.KubeSpawner.server_token_scopes", ["users:activity!user"]),
    value("hub.config.KubeSpawner.server_token_scopes"),
    /the server's own token/,
  ],
  ["a use that nobody looks for", extra("cull.enabled", false), value("cull.enabled"), /which servers are idle/],
  ["an idle time beside the setting", extra("cull.timeout", 60), value("cull.timeout"), /limits\.idleTimeout/],
  ["an age beside the setting", extra("cull.maxAge", 60), value("cull.maxAge"), /limits\.maximumAge/],
  [
    "servers with a login that report an open tab",
    extra("singleuser.extraEnv.JUPYTERHUB_ACTIVITY_INTERVAL", "300"),
    value("singleuser.extraEnv.JUPYTERHUB_ACTIVITY_INTERVAL"),
    /decided by the setting binderhub:culling/,
    { base: sizedStack, encrypted },
  ],
];
