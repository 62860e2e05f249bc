import { join } from "node:path";
import * as core from "@pulumi/kubernetes/core/v1";
import { type Settings } from "../../settings/settings";
import { at } from "../../settings/untyped";
import { type ChartValues } from "../chart/chart-values";
import { mountedMap } from "../chart/mounted-map";
import { pythonPiece } from "../chart/python";
import { type Furnishing, type InNamespace } from "../hub/binder-hub";

/** Where the hub reads whether it is closed. `npm run hub -- drain` and `resume` write there too. */
export const closedMap = { name: "binder-closed", key: "message" } as const;

/** The piece of configuration, of BinderHub and of JupyterHub. Pieces run in the order of their names. */
export const snippet = "zz-closed";

const folder = "/etc/binder-closed";

/** The file with the message, in the pods. */
export const closedFile = `${folder}/${closedMap.key}`;

/** The files with code that refuses launches: `closing.py` for BinderHub, `closing_hub.py` for JupyterHub. */
export const closingCode = (file: "closing.py" | "closing_hub.py"): string[] =>
  ["message.py", file].map((name) => join(__dirname, "python", name));

const python = (file: "closing.py" | "closing_hub.py") =>
  pythonPiece(closingCode(file), "closing", { file: closedFile });

/**
 * Code that refuses launches while there is a message.
 *
 * JupyterHub needs it where people log in: there a person can start a server on its own page `hub/home` or through its API, of any image, or without one
 * of the chart's default image. Without a login nobody has a page or a token there, and BinderHub alone starts servers.
 * @see https://github.com/jupyterhub/binderhub/blob/b9fad995/binderhub/binderspawner_mixin.py `BinderSpawnerMixin.start`
 */
export function closingValues({ auth }: Pick<Settings, "auth">): ChartValues {
  return {
    extraConfig: { [snippet]: python("closing.py") },
    ...(auth.type !== "none" && { jupyterhub: { hub: { extraConfig: { [snippet]: python("closing_hub.py") } } } }),
  };
}

/**
 * The message, and its folder in the pods. It is always there, so that a hub can be closed while it runs.
 *
 * What `npm run hub -- drain` has written stays until the setting changes, or a refresh shows that the two differ.
 */
export function closedMessage({ auth, operate }: Pick<Settings, "auth" | "operate">, inside: InNamespace): Furnishing {
  const { name, namespace, values, opts } = inside;
  const resource = new core.ConfigMap(
    `${name}-closed`,
    {
      metadata: {
        // The name stays, and so does the pod that names it.
        name: closedMap.name,
        namespace,
        // Whoever has closed the hub by hand is owner of the message: the setting takes it back.
        annotations: { "pulumi.com/patchForce": "true" },
      },
      data: { [closedMap.key]: operate.closed ?? "" },
    },
    opts,
  );
  // A hub whose ConfigMap is gone is open.
  const map = { name: closedMap.name, folder };
  const hub = auth.type === "none" ? {} : { jupyterhub: { hub: mountedMap(at(values, "jupyterhub", "hub"), map) } };
  return { resource, values: { ...mountedMap(values, map), ...hub } };
}
