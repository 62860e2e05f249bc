import { endInWords } from "../../settings/end";
import { versions } from "../../settings/versions";
import { type AzurePlace } from "./settings";

/** Days before the end of a VM size at which it is said: to change the size of the system pool needs another cluster. */
const early = 365;

/** What is said of VM sizes that Azure has given up, or will within a year. */
export function retiredSizes({ vmSize, pools }: Pick<AzurePlace, "vmSize" | "pools">, today: Date): string[] {
  const sizes = [
    ["azure.vmSize", vmSize] as const,
    ...Object.entries(pools).map(([name, pool]) => [`azure.pools.${name}.vmSize`, pool.vmSize] as const),
  ];
  return sizes.flatMap(([key, size]) => {
    const end = versions.vmSizesEnd.is.find(([pattern]) => pattern.test(size))?.[1];
    const said = endInWords(end, "offered by Azure", today, early);
    return said === undefined ? [] : [`${key}: ${size} ${said}. Take a newer size.`];
  });
}
