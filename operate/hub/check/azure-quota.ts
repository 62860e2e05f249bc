import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { type HubFacts } from "../../../components/operate/facts";
import { at } from "../../../settings/untyped";
import { CannotLook } from "../cannot-look";
import { probe, skipped, warning, well } from "./probe";

/** Cores of one kind that the subscription uses in the region, and may use. */
interface Cores {
  /** As `az vm list-usage` names it: `cores` for all, `standardDSv5Family` for a family of sizes. */
  readonly name: string;
  readonly used: number;
  readonly limit: number;
}

/** Cores that must be left for one more node. */
const oneNode = 8;

/** @see https://learn.microsoft.com/rest/api/compute/usage/list for the answer, which az prints as a list */
export const cores = probe<readonly Cores[]>({
  id: "azure-quota",
  group: "cluster",
  title: "The subscription has cores left for another node",
  tried: ({ cluster }) => `az vm list-usage${cluster.platform === "azure" ? ` --location ${cluster.location}` : ""}`,
  without: ({ cluster }) => (cluster.platform === "azure" ? undefined : "its nodes are not the stack's"),
  administrator: true,
  seconds: 60,
  look: async ({ facts: { cluster } }) => {
    if (cluster.platform !== "azure") return [];
    try {
      const args = ["vm", "list-usage", "--location", cluster.location, "--output", "json"];
      const { stdout } = await promisify(execFile)("az", args, { timeout: 50_000, maxBuffer: 2 ** 24 });
      return coresIn(JSON.parse(stdout), ["cores", ...cluster.families]);
    } catch {
      throw new CannotLook("az does not say: it is not here, or not logged in (az login)");
    }
  },
  judge: (seen, facts) => {
    if (seen.length === 0) return skipped("Azure does not count cores here");
    const words = (one: Cores) => `${one.name}: ${one.used} of ${one.limit}`;
    const full = seen.find(({ used, limit }) => limit - used < oneNode);
    return full === undefined ? well(seen.map(words).join(", ")) : warning(words(full), mendOf(facts));
  },
});

/** The cores in what az printed, of these names. Numbers may be texts there. */
export function coresIn(printed: unknown, names: readonly string[]): readonly Cores[] {
  const all = Array.isArray(printed) ? (printed as unknown[]) : [];
  return all.flatMap((usage) => {
    const name = String(at(usage, "name", "value"));
    const known = names.find((one) => one.toLowerCase() === name.toLowerCase());
    const [used, limit] = [Number(at(usage, "currentValue")), Number(at(usage, "limit"))];
    return known === undefined || Number.isNaN(used - limit) ? [] : [{ name: known, used, limit }];
  });
}

function mendOf({ cluster }: HubFacts): string {
  return `Pools cannot grow. Ask for more cores: https://learn.microsoft.com/azure/quotas/quickstart-increase-quota-portal\nWhat uses them:\naz vm list-usage --location ${cluster.platform === "azure" ? cluster.location : ""} --output table`;
}
