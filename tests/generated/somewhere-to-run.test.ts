import * as fc from "fast-check";
import { plain } from "../../sandbox/wire";
import { at } from "../../settings/untyped";
import { placingValues } from "../../components/scheduling/placing-values";
import { roomForServers } from "../../components/scheduling/room";
import { type Problem } from "../../settings/problems";
import { type Settings } from "../../settings/settings";
import { recordConfigs, releaseOf } from "../combinations/recorded-stacks";
import { input, type Recorded } from "../components/recorder";
import { type Node, nodesOfPool } from "../scheduler/nodes";
import { type Outcome, schedule } from "../scheduler/scheduler";
import { mended } from "../stack/mending";
import { azurePlace, check, type StackConfig } from "../stack/stack";
import { clusters } from "./clusters";

const seed = Number(process.env.PROOF_SEED ?? 13);
const secretKeys = ["binderhub:registryPassword"];
const stacks = fc.sample(clusters, { seed, numRuns: 300 });
const judged = stacks.map((stack) => ({ stack, ...check(stack) }));
const accepted = judged.filter(({ settings }) => settings !== undefined);
const refused = judged.filter(({ settings }) => settings === undefined);

/** What a stack asks its cloud for: nodes at the pools' most, and the chart's values. */
function asked({ resources }: Recorded<unknown>): { readonly nodes: readonly Node[]; readonly values: unknown } {
  const nodes = resources.flatMap((resource): readonly Node[] => {
    const inputs = plain(resource.inputs);
    const count = (from: unknown) => Number(at(from, "maxCount") ?? at(from, "count"));
    if (resource.type.endsWith(":AgentPool"))
      return nodesOfPool(String(at(inputs, "agentPoolName")), inputs, count(inputs));
    if (!resource.type.endsWith(":ManagedCluster")) return [];
    const system = at(inputs, "agentPoolProfiles", 0);
    return nodesOfPool("system", system, count(system));
  });
  const release = resources.find(({ type }) => type === "kubernetes:helm.sh/v3:Release");
  return { nodes, values: release && input(release, "values") };
}

const runs: Pick<Outcome, "pending"> & { architectures: unknown } = {
  pending: [],
  architectures: [expect.any(String)],
};

test("of many stacks, some are accepted and some are not", () => {
  expect(accepted.length).toBeGreaterThan(40);
  expect(refused.length).toBeGreaterThan(40);
});

describe("stacks that are accepted", () => {
  const few = accepted.slice(0, 30);
  let recorded: Recorded<unknown>[];
  beforeAll(async () => {
    recorded = await recordConfigs(
      few.map(({ stack: { "binderhub:registryPassword": registryPassword, ...config } }) => ({
        config,
        secrets: { registryPassword: String(registryPassword) },
      })),
    );
  });

  test("run: a scheduler finds a node for the hub, each daemon, a build, a server and each placeholder", () => {
    for (const [index, stack] of recorded.entries()) {
      const { nodes, values } = asked(stack);
      const placeholders = few[index]?.settings?.scheduling.placeholders ?? 0;
      const outcome = schedule(nodes, values, Math.max(1, placeholders));
      expect({ ...few[index]?.stack, outcome }).toMatchObject({ outcome: runs });
      expect(outcome.servers).toBeGreaterThanOrEqual(placeholders);
    }
  });

  test("have room for just as many people as a scheduler finds nodes for", () => {
    for (const [index, stack] of recorded.entries()) {
      const { nodes, values } = asked(stack);
      const room = roomOf(few[index]?.settings);
      const { servers } = schedule(nodes, values, 100_000);
      expect({ ...few[index]?.stack, servers }).toMatchObject({ servers: room });
    }
  });

  test("show in an output for how many people there is room", () => {
    const shown = recorded.map(({ result }) => at(result, "roomForPeople"));
    expect(shown).toEqual(
      few.map(
        ({ settings }) => expect.stringMatching(new RegExp(`\\b${roomOf(settings)} (at a time|when)`)) as unknown,
      ),
    );
  });

  test("have a hub with the values that the rules look at", () => {
    for (const [index, stack] of recorded.entries()) {
      const release = releaseOf(stack);
      const settings = few[index]?.settings;
      if (release === undefined || settings === undefined) throw new Error("a stack without a hub");
      const looked = placingValues({ ...settings, azure: azurePlace(settings) });
      expect(input(release, "values")).toMatchObject(looked as object);
    }
  });
});

function roomOf(settings: Settings | undefined): number {
  if (settings === undefined) throw new Error("not accepted");
  const seen = { ...settings, azure: azurePlace(settings) };
  const room = roomForServers(seen.azure, placingValues(seen));
  if ("unknown" in room) throw new Error("a size that is not known");
  return room.max;
}

describe("stacks that are refused", () => {
  test("say for each thing what mends it, and that does, and makes nothing else wrong", () => {
    const lost = refused.flatMap(({ stack, problems }) =>
      problems.flatMap(({ key, rule, mend = "" }) => {
        const file = mended(mend, { stack, secretKeys });
        const left = check(file.stack, file.secretKeys).problems.map(nameOf);
        const known = problems.map(nameOf).filter((one) => one !== nameOf({ key, rule }));
        return left.every((one) => known.includes(one)) ? [] : [{ stack: short(stack), key, mend, left }];
      }),
    );
    expect(lost).toEqual([]);
  });

  test("are accepted in the end, when what is printed is done, one after the other", () => {
    const lost = refused.flatMap(({ stack }) => {
      let file = { stack, secretKeys };
      const done: string[] = [];
      for (
        let [problem] = check(stack).problems;
        problem?.mend !== undefined && done.length < 8;
        [problem] = check(file.stack).problems
      ) {
        done.push(problem.mend);
        file = { ...mended(problem.mend, file), secretKeys };
      }
      return check(file.stack).settings === undefined ? [{ stack: short(stack), done }] : [];
    });
    expect(lost).toEqual([]);
  });
});

/** What is wrong, by its key; a quota is one thing, whichever pool is blamed. */
function nameOf({ key, rule }: Problem): string {
  return rule.includes("az vm list-usage") ? "a quota" : key;
}

function short(stack: StackConfig): string {
  return JSON.stringify({ ...stack, "binderhub:registry": undefined });
}
