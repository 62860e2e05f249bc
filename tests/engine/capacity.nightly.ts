/** @jest-environment ./tests/engine/environment.ts */
import { type World } from "../../sandbox/azure/world";
import { type Rehearsal } from "../../sandbox/rehearsal";
import { sure } from "../../settings/refusal";
import { errors, isEmpty } from "./events";
import { onStage, several } from "./stage";
import { worldOf } from "../../sandbox/azure/world";

interface Shortage {
  readonly stack?: string;
  /** Settings of all runs. */
  readonly always?: Readonly<Record<string, string>>;
  /** What is there before. */
  readonly after?: Readonly<Record<string, string>>;
  /** What is asked for, and what Azure has not got. */
  readonly set: Readonly<Record<string, string>>;
  readonly lacks: (world: World, rehearsal: Rehearsal) => void;
  /** What Azure says, all of it. */
  readonly says: string;
  /** What the user sets then, and the sizes that are lacking still. @default the same, when Azure has it again */
  readonly instead?: Readonly<Record<string, string>>;
}

const none = (size: string) =>
  `Status=400 Code="SkuNotAvailable" Message="The requested VM size for resource 'Following SKUs have failed for Capacity Restrictions: ${size}' is currently not available in location 'westeurope'. Please try another size or deploy to a different location or different zone. See https://aka.ms/azureskunotavailable for details."`;
const ranOut =
  'Status=200 Code="AllocationFailed" Message="Allocation failed. We do not have sufficient capacity for the requested VM size in this region. Read more about improving likelihood of allocation success at http://aka.ms/allocation-guidance"';
const [large, other] = ["Standard_D8s_v5", "Standard_D8s_v3"];

const prod = { stack: "prod", always: { protect: "false" } };
const shortages: Readonly<Record<string, Shortage>> = {
  "nodes of a new cluster": {
    set: { "azure.vmSize": large },
    lacks: ({ sizesUsedUp }) => sizesUsedUp.add(large),
    says: none(large),
    instead: { "azure.vmSize": other },
  },
  "nodes of a pool": {
    ...prod,
    set: { "azure.pools.users.vmSize": large },
    lacks: ({ sizesUsedUp }) => sizesUsedUp.add(large),
    says: none(large),
    instead: { "azure.pools.users.vmSize": other },
  },
  "further nodes of a pool": {
    ...prod,
    after: {},
    set: { "azure.pools.users.min": "3" },
    lacks: ({ sizesUsedUp }) => sizesUsedUp.add(large),
    says: none(large),
    instead: {},
  },
  "nodes of a new cluster, which it makes nevertheless": {
    set: { "azure.vmSize": large },
    lacks: ({ sizesThatRunOut }) => sizesThatRunOut.add(large),
    says: ranOut,
  },
  "nodes of a pool, which it makes nevertheless": {
    ...prod,
    set: {},
    lacks: ({ sizesThatRunOut }) => sizesThatRunOut.add(large),
    says: ranOut,
    instead: { "azure.pools.users.vmSize": other },
  },
  "the last word on a cluster": {
    ...prod,
    after: {},
    set: { "azure.nodeCount": "3" },
    lacks: ({ clustersWrittenTo }, { clouds }) =>
      clustersWrittenTo.add(sure(clouds.ofType("azure-native:containerservice:ManagedCluster")[0], "cluster")[0]),
    says: 'Status=409 Code="EtagMismatch" Message="Operation is not allowed: Another operation is in progress"',
  },
};

async function outcome({ stack = "dev", always, after, set, lacks, says, instead }: Shortage) {
  return onStage({ stack, set: { ...always, ...after } }, async (bare, empty) => {
    if (after !== undefined) await bare.run("up");
    return onStage({ stack, set: { ...always, ...set }, from: empty }, async (rehearsal, folder) => {
      lacks(worldOf(rehearsal.clouds), rehearsal);
      const { succeeded, ...refused } = await rehearsal.run("up");
      return onStage({ stack, set: { ...always, ...(instead ?? set) }, from: folder }, async (stage) => {
        if (instead !== undefined) lacks(worldOf(stage.clouds), stage);
        const up = await stage.run("up");
        return {
          refused: [succeeded, errors(refused).some((message) => message.includes(says)) ? says : errors(refused)],
          healed: [up.succeeded, errors(up)],
          isEmpty: isEmpty(await stage.run("up")),
          destroyed: (await stage.run("destroy")).succeeded,
          left: stage.clouds.all(),
        };
      });
    });
  });
}

describe("where Azure lacks", () => {
  const seen = new Map<string, Awaited<ReturnType<typeof outcome>>>();
  beforeAll(() =>
    several(Object.entries(shortages), async ([what, shortage]) => void seen.set(what, await outcome(shortage))),
  );

  test.each(Object.entries(shortages))("%s, its words are shown whole, and the mend goes through", (what, { says }) => {
    expect(seen.get(what)).toEqual({
      refused: [false, says],
      healed: [true, []],
      isEmpty: true,
      destroyed: true,
      left: [],
    });
  });

  test("nodes of a new cluster, which it makes nevertheless, another size is refused, and the steps that are named go through", async () => {
    await onStage({ set: { "azure.vmSize": large } }, async (bare, folder) => {
      worldOf(bare.clouds).sizesThatRunOut.add(large);
      await bare.run("up");
      await onStage({ set: { "azure.vmSize": other }, from: folder }, async (rehearsal) => {
        const refused = await rehearsal.run("up");
        expect(errors(refused).join()).toMatch(
          /azure\.vmSize = Standard_D8s_v3\n.*cannot change.*'pulumi destroy', then 'pulumi up'/,
        );
        expect((await rehearsal.run("destroy")).succeeded).toBe(true);
        expect((await rehearsal.run("up")).succeeded).toBe(true);
      });
    });
  });
});
