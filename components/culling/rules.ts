import { type Problem, setCommand } from "../../settings/problems";
import { rule, warning } from "../../settings/question";
import { type Asked } from "../../settings/settings";
import { at } from "../../settings/untyped";
import { type Decided, piecesAfter, places, undone, undoneBy } from "../chart/guard";
import { cullingValues, reportsVariable, snippet } from "./values";

/**
 * Seconds from one look of the hub to the next, by the chart. Within this time, a server that is in use may seem idle.
 * @see https://github.com/jupyterhub/zero-to-jupyterhub-k8s/blob/4.2.0/jupyterhub/files/hub/jupyterhub_config.py `last_activity_interval`
 */
const looksEvery = 60;

/** A look may come to nothing, as a server with much to do may not answer. A few may, before the server counts as idle. */
const shortest = 5 * looksEvery;

/**
 * Scopes by which a server's own token opens the server: the hub asks with it. Those that JupyterHub gives it do.
 * @see https://github.com/jupyterhub/jupyterhub/blob/5.4.6/jupyterhub/roles.py `get_default_roles`
 */
const opening = ["access:servers!server", "access:servers!user", "access:servers", "inherit"];

const decided: readonly Decided[] = [
  ...places("the setting binderhub:culling", [
    `jupyterhub.hub.extraConfig.${snippet}`,
    `jupyterhub.singleuser.extraEnv.${reportsVariable}`,
  ]),
  ...places(
    "the setting binderhub:culling, which needs the hub's look once a minute",
    ["jupyterhub.hub.config.JupyterHub.last_activity_interval"],
    { does: (value) => value === undefined },
  ),
  ...places(
    `the setting binderhub:culling, as the hub asks a server with the server's own token, which must have ${opening[0]}`,
    [
      "jupyterhub.hub.loadRoles.server.scopes",
      ...["Spawner", "KubeSpawner", "BinderSpawner"].map((name) => `jupyterhub.hub.config.${name}.server_token_scopes`),
    ],
    { does: (value) => value === undefined || [value].flat().some((scope) => opening.some((one) => one === scope)) },
  ),
  ...places("the setting binderhub:culling, which says which servers are idle", ["jupyterhub.cull.enabled"], {
    does: (value) => value !== false,
  }),
  ...["timeout", "maxAge"].flatMap((name) =>
    places(
      `the setting binderhub:limits.${name === "timeout" ? "idleTimeout" : "maximumAge"}`,
      [`jupyterhub.cull.${name}`],
      {
        does: (value) => value === undefined,
      },
    ),
  ),
];

/** Rules for what counts as use: it has a time in which it shows, and nothing undoes it. */
export const cullingRules = [
  rule(["culling", "limits"], timesFit),
  rule(["culling", "limits", "auth", "extraValues"], hubStillAsks),
];

const asks = ({ inUse }: Asked["culling"]) => inUse === "running" || inUse === "either";

function timesFit({ culling, limits: { idleTimeout, maximumAge } }: Pick<Asked, "culling" | "limits">): Problem[] {
  if (!asks(culling)) return [];
  const problems: Problem[] = [];
  if (idleTimeout < shortest) {
    const key = "binderhub:limits.idleTimeout";
    const rule = `must be at least ${shortest} with culling.inUse: the hub asks servers every ${looksEvery} seconds, and one that computes may miss a few answers`;
    problems.push({ key, value: String(idleTimeout), rule, mend: setCommand(key, shortest) });
  }
  if (maximumAge > 0 && maximumAge <= idleTimeout) {
    const key = "binderhub:limits.maximumAge";
    const rule = `must be more than limits.idleTimeout, which is ${idleTimeout}: as it is, culling.inUse has no use, because no server gets old enough to be idle`;
    problems.push({
      key,
      value: String(maximumAge),
      rule,
      mend: setCommand(key, Math.max(2 * idleTimeout, 2 * shortest)),
    });
  }
  return problems;
}

function hubStillAsks(asked: Pick<Asked, "culling" | "limits" | "auth" | "extraValues">): readonly Problem[] {
  if (!asks(asked.culling)) return [];
  const path = ["jupyterhub", "hub", "extraConfig"];
  return [
    ...undone(cullingValues(asked), asked.extraValues, decided),
    ...piecesAfter(asked.extraValues, path, snippet)
      .filter((name) => String(at(asked.extraValues, ...path, name)).includes("proxy_class"))
      .map((name) => undoneBy(path, name, snippet)),
  ];
}

/** What is allowed, but may be a mistake. */
export const cullingWarnings = [
  warning(["culling", "limits"], ({ culling, limits }) =>
    asks(culling) && limits.maximumAge === 0
      ? [
          `culling.inUse: a cell that never ends keeps its server for ever, and the server its node. To set an end: ${setCommand("binderhub:limits.maximumAge", Math.max(86_400, 2 * limits.idleTimeout))}`,
        ]
      : [],
  ),
  warning(["culling", "limits"], ({ culling, limits: { idleTimeout } }) =>
    !asks(culling) && idleTimeout < 2 * looksEvery
      ? [
          `limits.idleTimeout: the hub learns every ${looksEvery} seconds which servers are in use. With ${idleTimeout}, servers may be stopped while people use them. ${setCommand("binderhub:limits.idleTimeout", 5 * looksEvery)}`,
        ]
      : [],
  ),
];
