import { problemsOf, type Config } from "./checked";
import { type Fill } from "./claims";

/** Sizes of nodes, from the smallest on. The first is the default. */
const sizes = ["Standard_D2s_v3", "Standard_D4s_v3", "Standard_D8s_v3", "Standard_D16s_v3", "Standard_D32s_v3"];

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
