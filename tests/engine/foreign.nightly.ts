/** @jest-environment ./tests/engine/environment.ts */
import { isDeepStrictEqual } from "node:util";
import * as acts from "../../sandbox/azure/acts";
import { type Clouds } from "../../sandbox/clouds";
import { sure } from "../../settings/refusal";
import { at } from "../../settings/untyped";
import { isEmpty, steps } from "./events";
import { onStage, several } from "./stage";
import { requestsOf } from "../../sandbox/azure/requests";

/** What others have written, and where it is to be found afterwards. */
interface Foreign {
  readonly write: (clouds: Clouds) => void;
  /** End of the id of what has it, and the path to it. */
  readonly stands: readonly (readonly [what: string, path: readonly (string | number)[], value: unknown])[];
}

const [cluster, users, system] = ["managedClusters/prodcluster", "agentPools/users", "agentPools/system"];
const [registry, address, group] = ["registries/prodhubimages", "publicIPAddresses/binderhub-binder", "prodhub"];

/** Changes of properties, as somebody makes them in the portal. */
const edited = (what: string, changes: Record<string, unknown>): Foreign => ({
  write: (clouds) => acts.personEdited(clouds, what, changes),
  stands: Object.entries(changes).map(([key, value]) => [what, [key], value] as const),
});

const tagged = (what: string): Foreign => ({
  write: (clouds) => acts.personTagged(clouds, what, "theirs", "yes"),
  stands: [[what, ["tags", "theirs"], "yes"]],
});

/** One entry more in a list, or in names with values. */
const marked = (what: string): Foreign => ({
  write: (clouds) => {
    const { nodeLabels, nodeTaints } = sure(thingOf(clouds, what), what);
    acts.personEdited(clouds, what, {
      nodeLabels: { ...(nodeLabels as object), theirs: "yes" },
      nodeTaints: [...((nodeTaints ?? []) as string[]), "theirs=yes:NoSchedule"],
    });
  },
  stands: [
    [what, ["nodeLabels", "theirs"], "yes"],
    [what, ["nodeTaints"], "theirs=yes:NoSchedule"],
  ],
});

const sundays = { day: "Sunday", hourSlots: [2, 3] };
const gpu = { vmSize: "Standard_D2s_v5", count: 3, mode: "User", nodeLabels: { gpu: "no" } };
const omsagent = { enabled: true, config: { logAnalyticsWorkspaceResourceID: "/subscriptions/a/workspaces/logs" } };
const keptOut = { defaultAction: "Deny", ipRules: [{ action: "Allow", iPAddressOrRange: "203.0.113.7" }] };
const keptFor = { retentionPolicy: { days: 30, status: "enabled" } };

/** What others may write into what the program makes. */
const foreign: Readonly<Record<string, Foreign>> = {
  "a tag of the resource group": tagged(group),
  "a tag of the cluster": tagged(cluster),
  "a tag of the address": tagged(address),
  "a tag of the registry": tagged(registry),
  "a tag of a pool": tagged(users),
  "a label and a taint of a pool": marked(users),
  "a label and a taint of the system pool": marked(system),
  "a pool's patience with upgrades": {
    write: (clouds) =>
      acts.personEdited(clouds, users, { upgradeSettings: { maxSurge: "1", drainTimeoutInMinutes: 60 } }),
    stands: [[users, ["upgradeSettings", "drainTimeoutInMinutes"], 60]],
  },
  "addons of the cluster": edited(cluster, { addonProfiles: { azurepolicy: { enabled: true }, omsagent } }),
  "Defender, which watches the cluster": edited(cluster, {
    securityProfile: { defender: { securityMonitoring: { enabled: true } } },
  }),
  "the issuer of workload identities": edited(cluster, { oidcIssuerProfile: { enabled: true } }),
  "metrics of the cluster": edited(cluster, { azureMonitorProfile: { metrics: { enabled: true } } }),
  "when the autoscaler takes nodes away": edited(cluster, { autoScalerProfile: { scanInterval: "30s" } }),
  "no driver of shared files": edited(cluster, {
    storageProfile: {
      diskCSIDriver: { enabled: true },
      fileCSIDriver: { enabled: false },
      snapshotController: { enabled: true },
    },
  }),
  "no commands run through Azure": {
    write: (clouds) => {
      const { apiServerAccessProfile } = sure(thingOf(clouds, cluster), cluster);
      const profile = { ...(apiServerAccessProfile as object), disableRunCommand: true };
      acts.personEdited(clouds, cluster, { apiServerAccessProfile: profile });
    },
    stands: [[cluster, ["apiServerAccessProfile", "disableRunCommand"], true]],
  },
  "a pool of somebody's": {
    write: (clouds) => void acts.personAddedPool(clouds, "gpu", gpu),
    stands: Object.entries(gpu).map(([key, value]) => ["agentPools/gpu", [key], value] as const),
  },
  "when AKS's own releases may come": {
    write: (clouds) => void acts.personPlannedMaintenance(clouds, { timeInWeek: [sundays] }),
    stands: [["maintenanceConfigurations/default", ["timeInWeek", "0"], sundays]],
  },
  "a role on the registry": {
    write: (clouds) => void acts.personGaveRole(clouds, registry, { principalId: "theirs" }),
    stands: [["roleAssignments/theirs", ["principalId"], "theirs"]],
  },
  "who may reach the registry": edited(registry, { networkRuleSet: keptOut, networkRuleBypassOptions: "None" }),
  "how long the registry keeps what nobody names": edited(registry, { policies: keptFor }),
  "how long the address waits": edited(address, { idleTimeoutInMinutes: 30 }),
};

/** Properties of the one thing whose id ends so. */
function thingOf(clouds: Clouds, what: string): Record<string, unknown> | undefined {
  return clouds.all().find(([id]) => id.endsWith(`/${what}`))?.[1].properties;
}

/** What is asked for: by what settings, and what stands then where. */
interface Edit {
  readonly set: Readonly<Record<string, string>>;
  readonly stands: Foreign["stands"];
  /** What is there before. */
  readonly stood: readonly unknown[];
  /** Which pools it changes. */
  readonly pools: readonly string[];
}

const taggedBy = [cluster, group, address, registry, users];
const edits: Readonly<Record<string, Edit>> = {
  "a tag": {
    set: { "tags.team": "hub" },
    stands: taggedBy.map((what) => [what, ["tags", "team"], "hub"] as const),
    stood: taggedBy.map(() => undefined),
    pools: ["builds", "users"],
  },
  "size and access": {
    set: {
      "azure.nodeCount": "3",
      "azure.pools.users.max": "12",
      "azure.apiServerRanges[0]": "203.0.113.9/32",
    },
    stands: [
      [system, ["count"], 3],
      [users, ["maxCount"], 12],
      [cluster, ["apiServerAccessProfile", "authorizedIPRanges"], ["203.0.113.9/32"]],
    ],
    stood: [2, 10, ["203.0.113.10/32"]],
    pools: ["system", "users"],
  },
};

const set = { protect: "false", "azure.apiServerRanges[0]": "203.0.113.10/32", "registry.sku": "Premium" };
const inTheWorld = { stack: "prod", set };

const missing = (clouds: Clouds) =>
  Object.entries(foreign).flatMap(([what, { stands }]) =>
    stands.flatMap(([thing, path, value]) => {
      const found = at(thingOf(clouds, thing), ...path);
      const isThere = Array.isArray(found) ? found.includes(value) : isDeepStrictEqual(found, value);
      return isThere ? [] : [`${what}: ${JSON.stringify(found)}`];
    }),
  );

/** What has happened when others have written all they may, and then a setting changes, and changes back. */
async function life(from: string, edit: Edit, refreshes: boolean) {
  return onStage({ ...inTheWorld, from }, async (rehearsal, folder) => {
    for (const { write } of Object.values(foreign)) write(rehearsal.clouds);
    if (refreshes) await rehearsal.run("refresh");
    const untouched = { up: await rehearsal.run("up"), requests: [...requestsOf(rehearsal.clouds)] };
    const there = await onStage(
      { ...inTheWorld, set: { ...set, ...edit.set }, from: folder },
      async (stage, changed) => {
        const run = await changedBy(stage, edit, refreshes);
        const back = await onStage({ ...inTheWorld, from: changed }, (last) => changedBy(last, edit, refreshes));
        return { run, back };
      },
    );
    return { untouched, ...there };
  });
}

async function changedBy(rehearsal: Parameters<Parameters<typeof onStage>[1]>[0], edit: Edit, refreshes: boolean) {
  if (refreshes) await rehearsal.run("refresh");
  const up = await rehearsal.run("up");
  const requests = requestsOf(rehearsal.clouds);
  return {
    succeeded: [up.succeeded, up.succeeded ? "" : up.output.slice(-1500)],
    missing: missing(rehearsal.clouds),
    ours: edit.stands.map(([what, path]) => at(thingOf(rehearsal.clouds, what), ...path)),
    leftOut: requests.flatMap(({ leftOut }) => leftOut),
    pools: [...new Set(requests.flatMap(({ poolChanges }) => poolChanges.map(({ pool }) => pool)))].sort(),
    isEmpty: isEmpty(await rehearsal.run("up")),
  };
}

describe("what others wrote to a stack like prod", () => {
  const cases = Object.keys(edits).flatMap((edit) => [true, false].map((refreshes) => ({ edit, refreshes })));
  const nameOf = ({ edit, refreshes }: (typeof cases)[number]) =>
    `${edit}, ${refreshes ? "each time after a refresh" : "unrefreshed"}`;
  const lives = new Map<string, Awaited<ReturnType<typeof life>>>();

  beforeAll(() =>
    onStage(inTheWorld, async (rehearsal, folder) => {
      const { succeeded, output } = await rehearsal.run("up");
      if (!succeeded) throw new Error(output);
      await several(cases, async (one) => {
        lives.set(nameOf(one), await life(folder, sure(edits[one.edit], one.edit), one.refreshes));
      });
    }),
  );

  describe.each(cases.map((one) => [nameOf(one), sure(edits[one.edit], one.edit)] as const))(
    "when an edit changes %s,",
    (what, edit) => {
      const seen = () => sure(lives.get(what), what);

      it("is left alone before", () => {
        expect([seen().untouched.up.succeeded, steps(seen().untouched.up)]).toEqual([true, {}]);
        expect(seen().untouched.requests).toEqual([]);
      });

      it.each(["run", "back"] as const)("survives (%s), and ours is as set", (direction) => {
        const ours = direction === "run" ? edit.stands.map(([, , value]) => value) : edit.stood;
        expect(seen()[direction]).toEqual({
          succeeded: [true, ""],
          missing: [],
          ours,
          leftOut: [],
          pools: edit.pools,
          isEmpty: true,
        });
      });
    },
  );
});

/** What others changed of what the settings say. */
const changedOfOurs: Readonly<
  Record<string, { readonly path: readonly string[]; readonly was: unknown; readonly becomes: unknown }>
> = {
  "opens the API server to one range more": {
    path: ["apiServerAccessProfile", "authorizedIPRanges"],
    was: ["203.0.113.10/32"],
    becomes: ["203.0.113.10/32", "198.51.100.0/24"],
  },
  "stops Azure's upgrades": {
    path: ["autoUpgradeProfile"],
    was: { upgradeChannel: "stable", nodeOSUpgradeChannel: "NodeImage" },
    becomes: { upgradeChannel: "none", nodeOSUpgradeChannel: "NodeImage" },
  },
};

describe("where somebody changes what the settings say, and", () => {
  const seen = new Map<string, Awaited<ReturnType<typeof setBack>>>();

  const setBack = (from: string, path: readonly string[], becomes: unknown) =>
    onStage({ ...inTheWorld, from }, async (rehearsal) => {
      const { clouds } = rehearsal;
      const [top = "", ...below] = path;
      const whole = below.reduceRight<unknown>((value, key) => ({ [key]: value }), becomes);
      acts.personEdited(clouds, cluster, { [top]: whole });
      await rehearsal.run("refresh");
      const up = await rehearsal.run("up");
      return {
        done: [up.succeeded, steps(up)],
        ours: at(thingOf(clouds, cluster), ...path),
        pools: requestsOf(clouds).flatMap(({ poolChanges, leftOut }) => [...poolChanges, ...leftOut]),
        isEmpty: isEmpty(await rehearsal.run("up")),
      };
    });

  beforeAll(() =>
    onStage(inTheWorld, async (rehearsal, folder) => {
      await rehearsal.run("up");
      await several(Object.entries(changedOfOurs), async ([what, { path, becomes }]) => {
        seen.set(what, await setBack(folder, path, becomes));
      });
    }),
  );

  test.each(Object.entries(changedOfOurs))("%s, refresh and up set it back, and touch no pool", (what, { was }) => {
    expect(seen.get(what)).toEqual({
      done: [true, { "cluster-aks": ["update"] }],
      ours: was,
      pools: [],
      isEmpty: true,
    });
  });
});
