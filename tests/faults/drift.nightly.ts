/** @jest-environment ./tests/engine/environment.ts */
import * as acts from "../../sandbox/azure/acts";
import { type Outcome, type Rehearsal } from "../../sandbox/rehearsal";
import { errors, isEmpty, steps } from "../engine/events";
import { onStage, several } from "../engine/stage";
import { named, outputOf, resourcesIn } from "../engine/state";
import { tally } from "../proof/figures";

interface Drift {
  readonly what: string;
  /** Settings beside the dev stack's. */
  readonly set?: Readonly<Record<string, string>>;
  /** What somebody did to the clouds. */
  readonly happens: (rehearsal: Rehearsal) => void;
  /** What `up` does after a refresh, and to which resources. */
  readonly does: Readonly<Record<string, readonly string[]>>;
  /** The same where the clouds decide the value: also of interest is what is there at the end. */
  readonly ends?: (rehearsal: Rehearsal) => unknown;
  readonly with?: unknown;
}

const azure = (type: string) => `azure-native:${type}`;
const cluster = azure("containerservice:ManagedCluster");
const address = azure("network:PublicIPAddress");

/** Key of the one thing of a type whose key fits. */
function keyOf({ clouds }: Rehearsal, type: string, ending = ""): string {
  const found = clouds.ofType(type).find(([key]) => key.endsWith(ending));
  if (found === undefined) throw new Error(`no ${type}`);
  return found[0];
}
const property =
  (type: string, name: string, ending = "") =>
  (rehearsal: Rehearsal) =>
    rehearsal.clouds.get(keyOf(rehearsal, type, ending))?.properties[name];

const drifts: readonly Drift[] = [
  {
    what: "the hub's public address is deleted: it is made again, and the hub is told the new one",
    happens: (rehearsal) => rehearsal.clouds.remove(keyOf(rehearsal, address, "proxy-public")),
    does: { "proxy-public-ip": ["create"], "binderhub-release": ["update"] },
  },
  {
    what: "the namespace is deleted: it is made again, with all that was in it",
    happens: (rehearsal) => rehearsal.clouds.remove(keyOf(rehearsal, "kubernetes:core/v1:Namespace")),
    does: {
      "binderhub-namespace": ["create"],
      "binderhub-build-policy": ["create"],
      "binderhub-closed": ["create"],
      "binderhub-release": ["create"],
      "binderhub-binder-clients": ["create"],
      "binderhub-proxy-public-clients": ["create"],
    },
  },
  {
    what: "the autoscaler changes a pool's count: it is left alone",
    set: { "azure.pools.users.role": "user", "azure.pools.users.max": "9" },
    happens: ({ clouds }) => acts.autoscalerMoved(clouds, "users", 7),
    does: {},
    ends: property(azure("containerservice:AgentPool"), "count", "/users"),
    with: 7,
  },
  {
    what: "Azure upgrades Kubernetes where no version is set: it is left alone",
    happens: ({ clouds }) => acts.minorUpgraded(clouds),
    does: {},
    ends: property(cluster, "kubernetesVersion"),
    with: "1.35.1",
  },
  {
    what: "a tag is edited: it is set back",
    happens: ({ clouds }) => acts.personTagged(clouds, cluster, "environment", "somebody else's"),
    does: { "cluster-aks": ["update"] },
    ends: property(cluster, "tags"),
    with: { environment: "development" },
  },
];

/** What an operation changed: the API server is read each time. */
function changed(outcome: Outcome): Record<string, string[]> {
  return Object.fromEntries(Object.entries(steps(outcome)).filter(([, done]) => done.join() !== "read"));
}

const afterDrift = ({ set, happens, ends }: Drift) =>
  onStage({ set }, async (rehearsal) => {
    const first = await rehearsal.run("up");
    if (!first.succeeded) throw new Error(first.output);
    happens(rehearsal);
    const refresh = await rehearsal.run("refresh");
    const up = await rehearsal.run("up");
    const resources = resourcesIn(await rehearsal.state());
    const hub = outputOf(named(resources, "binderhub-release"), "values", "config", "BinderHub", "hub_url");
    return {
      verdict: { refreshed: refresh.succeeded, healed: up.succeeded, does: changed(up), ends: ends?.(rehearsal) },
      address: String(outputOf(named(resources, "proxy-public-ip"), "ipAddress")),
      hub: String(hub),
      empty: isEmpty(await rehearsal.run("preview")),
      destroyed: (await rehearsal.run("destroy")).succeeded,
      left: rehearsal.clouds.all(),
    };
  });

describe("when behind Pulumi's back", () => {
  const seen = new Map<Drift, Awaited<ReturnType<typeof afterDrift>>>();
  beforeAll(() => several(drifts, async (drift) => void seen.set(drift, await afterDrift(drift))));

  test.each(drifts.map((drift): [string, Drift] => [drift.what, drift]))("%s", (_what, drift) => {
    const { verdict, address: ip, hub, ...end } = seen.get(drift) ?? {};
    const expected = { refreshed: true, healed: true, does: drift.does, ends: drift.with };
    tally(
      "drift",
      JSON.stringify([verdict?.healed, end]) === JSON.stringify([true, { empty: true, destroyed: true, left: [] }]),
    );
    expect(verdict).toEqual(expected);
    expect(end).toEqual({ empty: true, destroyed: true, left: [] });
    expect(hub).toBe(`http://${String(ip)}`);
  });

  test("somebody upgrades Kubernetes above the version that is set: up refuses, says which one to set, and takes it", async () => {
    const set = { "azure.kubernetesVersion": "1.34" };
    await onStage({ set }, async (old, from) => {
      await old.run("up");
      acts.minorUpgraded(old.clouds);
      const refused = await old.run("up");
      expect(refused.succeeded).toBe(false);
      expect(errors(refused).join()).toContain("pulumi config set --path binderhub:azure.kubernetesVersion 1.35");
      await onStage({ from, set: { "azure.kubernetesVersion": "1.35" } }, async (rehearsal) => {
        expect((await rehearsal.run("up")).succeeded).toBe(true);
        expect(isEmpty(await rehearsal.run("up"))).toBe(true);
        expect(property(cluster, "currentKubernetesVersion")(rehearsal)).toBe("1.35.1");
      });
    });
  });
});
