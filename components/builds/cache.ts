import { type Settings } from "../../settings/settings";
import { type DaemonPart } from "../build-daemon/values";

/**
 * Docker's own pruner, which has no argument: only a file tells it how much to keep. The file's name has the size in it, so that daemons start anew
 * with another size.
 * @see https://github.com/moby/moby/blob/v28.3.3/daemon/config/builder.go BuilderGCConfig
 * @see https://docs.docker.com/build/cache/garbage-collection
 */
export function cacheLimit({ cacheSize }: Settings["builds"], builder: Settings["builder"]): DaemonPart {
  if (cacheSize === undefined || builder !== "dind") return {};
  const mountPath = "/etc/binderhub/daemon.json";
  const text = JSON.stringify({ builder: { gc: { enabled: true, defaultMaxUsedSpace: `${cacheSize}B` } } });
  return {
    arguments: [`--config-file=${mountPath}`],
    files: [{ key: `docker-cache-${cacheSize.toLowerCase()}.json`, mountPath, text }],
  };
}
