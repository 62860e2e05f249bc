import { type Settings } from "../../settings/settings";
import { type Resources } from "../chart/chart-values";
import { bytes, bytesOfQuantity } from "./memory";

type Limits = Settings["limits"];

/**
 * What is set aside for a server if the settings do not say: what an idle one needs. Without a guarantee, Kubernetes would set the whole limit aside.
 * mybinder.org guarantees 0.01 core and 450M, and limits to 1 core and 2G.
 * @see https://github.com/jupyterhub/mybinder.org-deploy/blob/main/mybinder/values.yaml
 * @see https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/#requests-and-limits
 */
const idle = { memory: "256M", cpu: 0.05 };

/** What is set aside for a build, and for the daemon of each node that builds. mybinder.org reserves from 1Gi to 12Gi for the daemon. */
const building = { memory: "512Mi", cpu: 0.1 };
const daemon = { memory: "256Mi", cpu: 0.1 };

/** What is set aside for a server: as set, or what an idle one needs, and never more than its limit. */
export function userGuarantees({ userMemory, userCpu, userMemoryGuarantee, userCpuGuarantee }: Limits): {
  readonly memory: string;
  readonly cpu: number;
} {
  return {
    memory: userMemoryGuarantee ?? (bytes(userMemory) < bytes(idle.memory) ? userMemory : idle.memory),
    cpu: userCpuGuarantee ?? Math.min(userCpu, idle.cpu),
  };
}

/** What a build's pod asks for. It only reserves: the build itself runs in the daemon, and uses the daemon's memory. */
export function buildResources({ buildMemoryRequest }: Limits): Resources {
  return { limits: {}, requests: { cpu: building.cpu, memory: buildMemoryRequest ?? building.memory } };
}

/** What a node's build daemon asks for, and may take. Its limits are those of all its builds together. */
export function daemonResources({ buildMemory, buildCpu }: Limits): Resources {
  const isLess = buildMemory !== undefined && bytesOfQuantity(buildMemory) < bytesOfQuantity(daemon.memory);
  return {
    ...((buildMemory !== undefined || buildCpu !== undefined) && {
      limits: {
        ...(buildMemory !== undefined && { memory: buildMemory }),
        ...(buildCpu !== undefined && { cpu: buildCpu }),
      },
    }),
    requests: { cpu: Math.min(buildCpu ?? daemon.cpu, daemon.cpu), memory: isLess ? buildMemory : daemon.memory },
  };
}
