import { type Settings } from "../../settings/settings";
import { type ChartValues } from "../chart/chart-values";

/** The daemon that builds images. Where the node's own Docker builds, there is none. */
export function buildDaemonValues(daemon: Settings["buildDaemon"], builder: Settings["builder"]): ChartValues {
  if (builder === "host") return {};
  const extraArgs = [
    ...(daemon.arguments ?? []),
    ...(daemon.registryMirrors ?? []).map((mirror) => `--registry-mirror=${mirror}`),
  ];
  const common = {
    ...(extraArgs.length > 0 && { daemonset: { extraArgs } }),
    ...(daemon.socketFolder && { hostSocketDir: daemon.socketFolder }),
  };
  const folder = daemon.dataFolder;
  const values =
    builder === "dind"
      ? { ...common, ...(folder && { hostLibDir: folder }) }
      : { ...common, ...(folder && { hostStorageDir: folder }) };
  return Object.keys(values).length === 0 ? {} : { [builder]: values };
}
