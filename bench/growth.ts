import { cpSync, rmSync } from "node:fs";
import { join } from "node:path";
import { type Contestant } from "./rounds";
import { benchFolder, type Stage } from "./stage";

/** The numbers of node pools that are tried, in addition to the system pool. */
export const poolCounts = [1, 5, 20] as const;

/** Name of the contestant that previews or makes a stack with this number of pools. */
export const growthName = (verb: "preview" | "up", pools: number) =>
  `${verb}, ${pools} ${pools === 1 ? "pool" : "pools"}`;

/** The stack `dev` with more and more node pools, previewed and made from nothing. Several hubs in one stack are not offered. */
export async function growth(stage: Stage): Promise<Contestant[]> {
  const contestants = await Promise.all(
    poolCounts.map(async (count) => {
      const name = `pools-${count}`;
      const pools = Array.from({ length: count }, (_, pool) => [`azure.pools.pool${pool}.role`, "user"]);
      const stack = await stage.ours(name, {
        stack: "dev",
        set: Object.fromEntries(pools) as Record<string, string>,
        cores: 10_000,
      });
      const [state, fresh] = [join(benchFolder, name, "state"), join(benchFolder, name, "fresh")];
      cpSync(state, fresh, { recursive: true });
      const reset = () => {
        rmSync(state, { recursive: true });
        cpSync(fresh, state, { recursive: true });
        for (const [id] of stack.rehearsal.clouds.all()) stack.rehearsal.clouds.remove(id);
      };
      const up = async () => {
        const figures = await stack.pulumi(["up", "--yes"]);
        // Azure lists the system pool too.
        mustHaveMade(stack.rehearsal.clouds.ofType("azure-native:containerservice:AgentPool").length, count + 1);
        reset();
        return figures;
      };
      return [
        { name: growthName("preview", count), time: () => stack.pulumi(["preview"]) },
        { name: growthName("up", count), time: up },
      ];
    }),
  );
  return contestants.flat();
}

function mustHaveMade(made: number, asked: number): void {
  if (made !== asked) throw new Error(`the clouds have ${made} node pools after an up that was to make ${asked}`);
}
