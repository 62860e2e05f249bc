/** @jest-environment ./tests/engine/environment.ts */
import program from "../../index";
import { worldOf } from "../../sandbox/azure/world";
import { isEmpty, things } from "./events";
import { onStage } from "./stage";
import { named, outputOf, resourcesIn } from "./state";

const group = "11111111-2222-3333-4444-555555555555";
const entra = { "azure.entraAccess.adminGroups[0]": group };
const asConfig = { "binderhub:azure.entraAccess.adminGroups[0]": { value: group } };

/** What a credential of a local account looks like in a simulated kubeconfig. */
const credential = /"token"|client-key-data/;

describe("a stack that people log in to with Entra ID", () => {
  const life = () =>
    onStage({ set: entra }, async (rehearsal) => {
      worldOf(rehearsal.clouds).localAccountsDenied = true;
      const up = await rehearsal.run("up");
      const resources = resourcesIn(await rehearsal.state());
      const second = await rehearsal.run("up");
      const refresh = await rehearsal.run("refresh");
      const third = await rehearsal.run("up");
      return { up, resources, second, refresh, third, destroy: await rehearsal.run("destroy") };
    });
  let seen: Awaited<ReturnType<typeof life>>;
  beforeAll(async () => {
    seen = await life();
  });

  const kubeconfig = () => String(outputOf(named(seen.resources, "cluster"), "kubeconfig"));

  it("comes up where a policy denies local accounts", () => {
    expect(seen.up.succeeded ? "" : seen.up.output).toBe("");
  });

  it("is left alone by a second up", () => expect(isEmpty(seen.second)).toBe(true));

  it("is left alone by an up after a refresh", () => {
    expect(seen.refresh.succeeded).toBe(true);
    expect(isEmpty(seen.third)).toBe(true);
  });

  it("has a kubeconfig that asks the Azure CLI for a token", () => {
    expect(kubeconfig()).toMatch(/"command":"kubelogin","args":\["get-token","--login","azurecli",/);
  });

  it("has no credential of a cluster in its state", () => {
    expect(kubeconfig()).not.toMatch(credential);
    expect(JSON.stringify(named(seen.resources, "cluster-kubernetes"))).not.toMatch(/\\"token\\"/);
  });

  it("goes with a destroy", () => expect(seen.destroy.succeeded).toBe(true));

  it("is refused where kubelogin is missing, before anything is made", async () => {
    const withoutKubelogin = () => Promise.resolve(program({ finds: () => false }));
    await onStage({ set: entra, program: withoutKubelogin }, async (rehearsal) => {
      const { succeeded, output } = await rehearsal.run("up");
      expect(succeeded).toBe(false);
      expect(output).toMatch(/needs the command kubelogin, [^]*→ az aks install-cli/);
      expect(rehearsal.clouds.all()).toEqual([]);
    });
  });
});

describe("a stack with local accounts", () => {
  it("is refused where a policy denies them, in Azure's words", async () => {
    await onStage({}, async (rehearsal) => {
      worldOf(rehearsal.clouds).localAccountsDenied = true;
      const { succeeded, output } = await rehearsal.run("up");
      expect(succeeded).toBe(false);
      expect(output).toMatch(
        /Code="RequestDisallowedByPolicy" Message="Resource 'hubcluster' was disallowed by policy/,
      );
    });
  });

  it("goes over to Entra ID in one up, in place, and not back", async () => {
    await onStage({}, async (rehearsal) => {
      await rehearsal.run("up");
      await rehearsal.set(asConfig);
      const preview = await rehearsal.run("preview");
      expect(preview.succeeded ? "" : preview.output).toBe("");
      const over = await rehearsal.run("up");
      expect(over.succeeded ? "" : over.output).toBe("");
      expect(things(over)).toEqual({ "cluster-aks": ["update"], "cluster-kubernetes": ["update"] });
      const cluster = named(resourcesIn(await rehearsal.state()), "cluster");
      expect(String(outputOf(cluster, "kubeconfig"))).not.toMatch(credential);
      expect(isEmpty(await rehearsal.run("up"))).toBe(true);

      await rehearsal.stack.removeConfig("binderhub:azure.entraAccess", true);
      const back = await rehearsal.run("preview");
      expect(back.output).toMatch(/binderhub:azure\.entraAccess\n +cannot be left out any more/);
      expect(back.output).toContain(`pulumi config set --path 'binderhub:azure.entraAccess.adminGroups[0]' ${group}`);
    });
  });
});
