import { versions } from "../settings/versions";
import { problemsOf, type Config } from "./checked";
import { type Fill } from "./claims";

/** Sizes of nodes, from the smallest on. The first is the default. */
const sizes = [...Object.values(versions.vmSizes.is), "Standard_D16s_v5", "Standard_D32s_v5"];

/** The nodes that a configuration needs: the smallest on which what is reserved for servers and builds has room. */
export function roomFor(config: Config): Fill[] {
  const [usual = "", ...larger] = sizes;
  const refused = (vmSize: string) => problemsOf({ ...config, "binderhub:azure": { vmSize } }).length;
  const best = larger.reduce((found, size) => (refused(size) < refused(found) ? size : found), usual);
  return best === usual
    ? []
    : [
        {
          key: ["azure", "vmSize"],
          value: best,
          why: "The smallest nodes that have room for what one server or the builds reserve",
        },
      ];
}
