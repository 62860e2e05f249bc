import { type Settings } from "../../settings/settings";
import { type ChartValues } from "../chart/chart-values";

/** What another concept adds to the daemon. */
export interface DaemonPart {
  readonly arguments?: readonly string[];
  readonly files?: readonly DaemonFile[];
}

/** A file that the daemon reads. */
interface DaemonFile {
  /** Its key in the chart's Secret. With another text it needs another key: daemons do not start anew for a text alone. */
  readonly key: string;
  readonly mountPath: string;
  readonly text: string;
}

/** The daemon that builds images. Where the node's own Docker builds, there is none. */
export function buildDaemonValues(
  daemon: Settings["buildDaemon"],
  builder: Settings["builder"],
  parts: readonly DaemonPart[] = [],
): ChartValues {
  if (builder === "host") return {};
  const extraArgs = [
    ...(daemon.arguments ?? []),
    ...(daemon.registryMirrors ?? []).map((mirror) => `--registry-mirror=${mirror}`),
    ...parts.flatMap((part) => part.arguments ?? []),
  ];
  const files = parts.flatMap((part) => part.files ?? []);
  const daemonset = { ...(extraArgs.length > 0 && { extraArgs }), ...mounts(files) };
  const common = {
    ...(Object.keys(daemonset).length > 0 && { daemonset }),
    ...(daemon.socketFolder && { hostSocketDir: daemon.socketFolder }),
  };
  const folder = daemon.dataFolder;
  const values =
    builder === "dind"
      ? { ...common, ...(folder && { hostLibDir: folder }) }
      : { ...common, ...(folder && { hostStorageDir: folder }) };
  return {
    ...(Object.keys(values).length > 0 && { [builder]: values }),
    ...(files.length > 0 && {
      extraFiles: Object.fromEntries(
        files.map(({ key, text }) => [key, { mountPath: `/etc/binderhub/of-the-daemon/${key}`, stringData: text }]),
      ),
    }),
  };
}

/**
 * Where the daemon finds its files. The chart makes one Secret of all files, for its own pod.
 * @see https://github.com/jupyterhub/binderhub/blob/b9fad995/helm-chart/binderhub/templates/secret.yaml
 */
function mounts(files: readonly DaemonFile[]) {
  if (files.length === 0) return {};
  const name = "binderhub-files";
  return {
    extraVolumes: [
      { name, secret: { secretName: "binder-secret", items: files.map(({ key }) => ({ key, path: key })) } },
    ],
    extraVolumeMounts: files.map(({ key, mountPath }) => ({ name, mountPath, subPath: key, readOnly: true as const })),
  };
}
