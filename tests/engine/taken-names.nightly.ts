/** @jest-environment ./tests/engine/environment.ts */
import { type Thing } from "../../sandbox/clouds";
import { at } from "../../settings/untyped";
import { onStage, several } from "./stage";

interface Taken {
  readonly name: string;
  readonly type: string;
  /** What the cloud says. */
  readonly message: RegExp;
}

const cases: readonly Taken[] = [
  {
    name: "a resource group",
    type: "azure-native:resources:ResourceGroup",
    message: /cannot create already existing resource '.*\/resourceGroups\/testhub'/,
  },
  { name: "a namespace", type: "kubernetes:core/v1:Namespace", message: /namespaces "binderhub" already exists/ },
  {
    name: "a DNS label",
    type: "azure-native:network:PublicIPAddress",
    message: /Code="DnsRecordInUse".*workshop\.westeurope\.cloudapp\.azure\.com is already used/,
  },
];

const set = { "exposure.type": "loadBalancer", "exposure.dnsLabel": "workshop" };

/** What stands in the clouds after a good run: somebody else might have made the like. */
const thingsOfAGoodRun = () =>
  onStage({ set }, async (rehearsal) => {
    await rehearsal.run("up");
    return rehearsal.clouds.all();
  });

/** Another subscription's address, where the thing taken is a label; the very same thing, where it is a name. */
function foreign([id, thing]: [string, Thing]): [string, Thing] {
  return at(thing.properties, "dnsSettings") === undefined ? [id, thing] : ["/subscriptions/another/address", thing];
}

/** `up` and `destroy` in clouds where the name is taken. */
const inTakenClouds = ({ type }: Taken, things: readonly [string, Thing][]) =>
  onStage({ set }, async (rehearsal) => {
    const found = things.find(
      ([, thing]) =>
        thing.type === type &&
        thing.properties.managedBy === undefined &&
        [undefined, "workshop"].includes(at(thing.properties, "dnsSettings", "domainNameLabel") as string | undefined),
    );
    if (found === undefined) throw new Error(`a good run makes no ${type}`);
    const [id, thing] = foreign(found);
    rehearsal.clouds.put(id, thing);
    return {
      up: await rehearsal.run("up"),
      destroy: await rehearsal.run("destroy"),
      left: rehearsal.clouds.all(),
      taken: [id, thing],
    };
  });

describe("where a name is taken:", () => {
  const seen = new Map<string, Awaited<ReturnType<typeof inTakenClouds>>>();
  beforeAll(async () => {
    const things = await thingsOfAGoodRun();
    await several(cases, async (taken) => void seen.set(taken.name, await inTakenClouds(taken, things)));
  });

  describe.each(cases)("$name", ({ name, message, type }) => {
    it("makes up fail", () => expect(seen.get(name)?.up.succeeded).toBe(false));
    it("is reported in the cloud's own words", () => expect(seen.get(name)?.up.output).toMatch(message));
    it("does not keep destroy from succeeding", () => expect(seen.get(name)?.destroy.succeeded).toBe(true));

    // A namespace goes with the cluster that it is in.
    if (!type.startsWith("kubernetes:")) {
      it("is all that is left after destroy, as it was not ours", () => {
        expect(seen.get(name)?.left).toEqual([seen.get(name)?.taken]);
      });
    }
  });
});
