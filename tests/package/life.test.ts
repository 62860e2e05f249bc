/** @jest-environment ./tests/engine/environment.ts */
import * as azure from "@pulumi/azure-native/provider";
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import { type Rehearsal } from "../../sandbox/rehearsal";
import { resourcesIn } from "../../sandbox/state";
import { at } from "../../settings/untyped";
import { filesIn, leaks } from "../engine/canaries";
import { nameOf, named } from "../engine/state";
import { BinderHub, rightArguments, withPackage } from "./serve";

/** A program that can be changed between two operations. */
function edited<T>(
  first: () => Record<string, unknown>,
  play: (rehearsal: Rehearsal, edit: (next: typeof first) => void, folder: string) => Promise<T>,
) {
  let now = first;
  return withPackage({ program: () => Promise.resolve(now()) }, (rehearsal, folder) =>
    play(rehearsal, (next) => void (now = next), folder),
  );
}

const hub =
  (changes: pulumi.Inputs = {}, opts?: pulumi.ComponentResourceOptions, name = "hub") =>
  () => {
    const { binderUrl, kubeconfig } = new BinderHub(name, { ...rightArguments, ...changes }, opts);
    return { binderUrl, kubeconfig };
  };

async function succeeded(rehearsal: Rehearsal, verb: "up" | "preview" | "destroy") {
  const outcome = await rehearsal.run(verb);
  expect(outcome.succeeded ? "" : outcome.output).toBe("");
  return outcome.changes;
}

test("a hub's life: up, up again changes nothing, destroy leaves nothing; no secret is in the state", () =>
  edited(hub(), async (rehearsal, _edit, folder) => {
    expect(Object.keys(await succeeded(rehearsal, "preview"))).toEqual(["create"]);
    await succeeded(rehearsal, "up");
    expect(await rehearsal.outputs()).toMatchObject({
      binderUrl: { value: expect.stringMatching(/^http:\/\/\d/) as unknown },
      kubeconfig: { secret: true },
    });
    const secrets = { registry: rightArguments.registryPassword };
    expect(leaks(secrets, JSON.stringify(await rehearsal.state()))).toEqual(["registry"]);
    expect(leaks(secrets, Object.values(filesIn(folder)).join())).toEqual([]);
    expect(Object.keys(await succeeded(rehearsal, "up"))).toEqual(["same"]);
    await succeeded(rehearsal, "destroy");
    expect(rehearsal.clouds.all()).toEqual([]);
  }));

test("two hubs of one program do not get in each other's way", () =>
  edited(
    () => {
      hub({ azure: { resourceGroup: "one" } })();
      // The simulated cloud knows an address by its name alone, so the second one has none.
      hub({ azure: { resourceGroup: "two" }, exposure: { type: "clusterIP" } }, {}, "hub-two")();
      return {};
    },
    async (rehearsal) => {
      await succeeded(rehearsal, "up");
      expect(Object.keys(await succeeded(rehearsal, "up"))).toEqual(["same"]);
    },
  ));

test("all that is wrong is told at once, in the words of arguments, and nothing is registered", () =>
  edited(
    hub({
      registry: { type: "dockerHub", username: "jane@example.org", prefix: "course" },
      azure: { nodeCount: 0 },
      exposure: pulumi.output({ type: "loadBalancer" }).apply((one) => pulumi.secret(one)),
      registryPassword: undefined,
    }),
    async (rehearsal) => {
      const { succeeded: went, output, events } = await rehearsal.run("up");
      expect(went).toBe(false);
      expect(output).toContain("4 settings are not right; nothing has been created or changed.");
      expect(output).toMatch(/ azure\.nodeCount = 0\n +must be .*\n +→ azure\.nodeCount: 3\n/);
      expect(output).toMatch(/ registryPassword\n +is missing: .*\n +→ give registryPassword, a secret\n/);
      expect(output).toMatch(/ exposure\n +must be known before anything is made/);
      expect(output).not.toContain("pulumi config");
      expect(output).not.toMatch(/^\s+at .*:\d+:\d+\)?$/m);
      const types = events.flatMap(({ resourcePreEvent }) => resourcePreEvent?.metadata.type ?? []);
      expect([...new Set(types)].sort()).toEqual(["pulumi:providers:binderhub-azure", "pulumi:pulumi:Stack"]);
    },
  ));

test("a secret may come from another resource, and a preview does not miss it", () => {
  const made = (registry: object) => () =>
    hub({ registry, registryPassword: new random.RandomBytes("password", { length: 32 }).hex })();
  return edited(made(rightArguments.registry), async (rehearsal, edit) => {
    await succeeded(rehearsal, "preview");
    await succeeded(rehearsal, "up");
    await succeeded(rehearsal, "destroy");
    // The password of this one is checked, which has to wait until it is known.
    edit(made({ type: "gcr", project: "my-project", prefix: "course" }));
    await succeeded(rehearsal, "preview");
    expect((await rehearsal.run("up")).output).toMatch(/ registryPassword\n/);
  });
});

test("what cannot change in one run is refused, and what others wrote in Azure stays", () =>
  edited(hub(), async (rehearsal, edit) => {
    await succeeded(rehearsal, "up");
    const group = rehearsal.clouds.ofType("azure-native:resources:ResourceGroup")[0]?.[0] ?? "";
    rehearsal.clouds.edit(group, { tags: { environment: "development", owner: "somebody else" } });
    edit(hub({ location: "northeurope" }));
    expect((await rehearsal.run("up")).output).toMatch(/location = northeurope\n +cannot change from westeurope/);
    edit(hub({ tags: { course: "binder" } }));
    await succeeded(rehearsal, "up");
    expect(at(rehearsal.clouds.get(group), "properties", "tags")).toMatchObject({
      course: "binder",
      owner: "somebody else",
    });
  }));

describe("the options of the component", () => {
  const resources = async (rehearsal: Rehearsal) =>
    resourcesIn(await rehearsal.state()).filter(({ urn }) => nameOf(urn).startsWith("hub-"));

  test("protect protects all of it, and so does the argument, but for what is replaced in daily life", () =>
    edited(hub({}, { protect: true }), async (rehearsal, edit) => {
      await succeeded(rehearsal, "up");
      expect((await resources(rehearsal)).filter(({ protect, external }) => !protect && !external)).toEqual([]);
      edit(hub({ protect: true }));
      await succeeded(rehearsal, "up");
      const open = (await resources(rehearsal)).filter(({ protect, external }) => !protect && !external);
      expect([...new Set(open.map(({ type }) => type))]).toEqual(["random:index/randomBytes:RandomBytes"]);
    }));

  test("providers: Azure is reached with the one that was given", () =>
    edited(
      () => hub({}, { providers: [new azure.Provider("mine", { location: "westeurope" })] })(),
      async (rehearsal) => {
        await succeeded(rehearsal, "up");
        await succeeded(rehearsal, "up");
        const used = (await resources(rehearsal))
          .filter(({ type }) => type.startsWith("azure-native:"))
          .map(({ provider = "" }) => nameOf(provider.slice(0, provider.lastIndexOf("::"))));
        expect([...new Set(used)]).toEqual(["mine"]);
        // What Azure has is asked with it too: no other one is made.
        const providers = resourcesIn(await rehearsal.state()).filter(
          ({ type }) => type === "pulumi:providers:azure-native",
        );
        expect(providers.map(({ urn }) => nameOf(urn))).toEqual(["mine"]);
      },
    ));

  test("transforms see every resource", () => {
    const seen: string[] = [];
    return edited(hub({}, { transforms: [({ name }) => void seen.push(name)] }), async (rehearsal) => {
      await succeeded(rehearsal, "up");
      const all = (await resources(rehearsal)).filter(({ external }) => !external).map(({ urn }) => nameOf(urn));
      expect(all.filter((name) => !seen.includes(name))).toEqual([]);
    });
  });

  test("aliases: a hub with another name stays as it is", () =>
    edited(hub(), async (rehearsal, edit) => {
      await succeeded(rehearsal, "up");
      edit(hub({}, { aliases: [{ name: "hub" }] }, "course"));
      expect(Object.keys(await succeeded(rehearsal, "up"))).toEqual(["same"]);
      expect(named(resourcesIn(await rehearsal.state()), "course-cluster-aks")).toBeDefined();
    }));
});
