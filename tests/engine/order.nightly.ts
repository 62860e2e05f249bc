/** @jest-environment ./tests/engine/environment.ts */
import { beginning, completion } from "./events";
import { onStage } from "./stage";
import { nameOf, named, resourcesIn } from "./state";

// With a DNS label the values hold no address, only names: nothing but the program's own word puts the addresses first.
const firstUp = () =>
  onStage({ set: { "exposure.type": "loadBalancer", "exposure.dnsLabel": "workshop" } }, async (rehearsal) => ({
    up: await rehearsal.run("up"),
    resources: resourcesIn(await rehearsal.state()),
  }));

describe("with a DNS label,", () => {
  let seen: Awaited<ReturnType<typeof firstUp>>;
  beforeAll(async () => {
    seen = await firstUp();
  });

  const mustPrecede = ["proxy-public-ip", "binder-ip", "binderhub-namespace"];

  it.each(mustPrecede)("the release begins after %s is ready", (name) => {
    const [ready, began] = [completion(seen.up, name), beginning(seen.up, "binderhub-release")];
    expect({ everReady: ready >= 0, inOrder: ready < began }).toEqual({ everReady: true, inOrder: true });
  });

  // What the order of one run cannot prove: that it is no accident.
  it.each(mustPrecede)("the release depends on %s", (name) => {
    const { dependencies } = named(seen.resources, "binderhub-release");
    expect(dependencies.map(nameOf)).toContain(name);
  });

  // The cluster makes the resource group that they are in.
  it.each(["proxy-public-ip", "binder-ip"])("%s depends on the cluster", (name) => {
    expect(named(seen.resources, name).dependencies.map(nameOf)).toContain("cluster-aks");
  });
});
