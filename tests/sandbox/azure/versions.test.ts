import { answer, cluster, emptyScene, put, systemPool, usersPool, withCluster } from "./scene";

/** A cluster of 1.34, and what it takes. */
function ready() {
  const scene = emptyScene();
  const ids = withCluster(scene);
  const upgrade = (kubernetesVersion?: string, orchestratorVersion?: string) =>
    put(scene, "cluster", {
      ...cluster,
      kubernetesVersion,
      agentPoolProfiles: [{ ...systemPool, orchestratorVersion }],
    });
  return { scene, ...ids, upgrade };
}

describe("a request for a cluster that is there", () => {
  const { name, vmSize, count } = { ...usersPool, name: usersPool.agentPoolName };
  const request = (...versions: readonly (string | undefined)[]) => {
    const { scene } = ready();
    const pools = [systemPool, { name, vmSize, count }].slice(0, versions.length);
    put(scene, "cluster", {
      ...cluster,
      kubernetesVersion: "1.35",
      agentPoolProfiles: pools.map((pool, index) => ({ ...pool, orchestratorVersion: versions[index] })),
    });
  };
  const words = /^Status=400 Code="NotAllAgentPoolOrchestratorVersionSpecifiedAndUnchanged" Message="Using managed/;

  test.each([
    ["no pool's", [undefined, undefined]],
    ["no listed pool's", [undefined]],
    ["each pool's own", ["1.34", "1.34"]],
    ["the control plane's", ["1.35", "1.35"]],
    ["either", ["1.35", "1.34.2"]],
  ])("may name %s version", (_, versions) => expect(() => request(...versions)).not.toThrow());

  test.each([
    ["one pool's and not the other's", ["1.34", undefined]],
    ["one pool's, and leave the other out,", ["1.34"]],
    ["another than the pool's and the control plane's", ["1.33", "1.34"]],
  ])("may not name %s version", (_, versions) => expect(() => request(...versions)).toThrow(words));
});

describe("a cluster's Kubernetes version", () => {
  it("is kept as it was asked for, beside the patch that it has", () => {
    const { scene, cluster: id } = ready();
    expect(answer(scene, "cluster", id)).toMatchObject({
      kubernetesVersion: "1.34",
      currentKubernetesVersion: "1.34.2",
    });
  });

  it("goes up by one minor, and the pools stay", () => {
    const { scene, cluster: id, users, upgrade } = ready();
    upgrade("1.35");
    expect(answer(scene, "cluster", id)).toMatchObject({ currentKubernetesVersion: "1.35.2" });
    expect(answer(scene, "pool", users)).toMatchObject({
      orchestratorVersion: "1.34",
      currentOrchestratorVersion: "1.34.2",
    });
  });

  it("stays where nobody asks for one", () => {
    const { scene, cluster: id, upgrade } = ready();
    upgrade("1.35");
    upgrade();
    expect(answer(scene, "cluster", id)).toMatchObject({ kubernetesVersion: "1.35" });
  });

  it("does not skip a minor", () => {
    expect(() => ready().upgrade("1.36")).toThrow(
      /Code="OperationNotAllowed" Message="Upgrading Kubernetes version 1\.34\.2 to 1\.36 is not allowed\. Available upgrades: 1\.35/,
    );
  });

  it("does not go down", () => {
    expect(() => ready().upgrade("1.33")).toThrow(
      /Code="OperationNotAllowed" Message="Downgrading Kubernetes version 1\.34\.2 to 1\.33 is not allowed\./,
    );
  });

  it("leaves no pool more than three minors behind", () => {
    const { upgrade } = ready();
    for (const version of ["1.35", "1.36", "1.37"]) upgrade(version);
    expect(() => upgrade("1.38")).toThrow('Code="NodePoolMcVersionIncompatible"');
  });
});

describe("a pool's Kubernetes version", () => {
  const users = (orchestratorVersion: string) => ({ ...usersPool, orchestratorVersion });

  it("is not above the control plane's", () => {
    const { scene } = ready();
    expect(() => put(scene, "pool", users("1.35"))).toThrow(
      "Node pool version 1.35.2 and control plane version 1.34.2 are incompatible. Minor version of node pool version 35 is bigger than control plane version 34.",
    );
  });

  it("follows the control plane, by one minor at a time", () => {
    const { scene, users: id, upgrade } = ready();
    upgrade("1.35");
    upgrade("1.36");
    expect(() => put(scene, "pool", users("1.36"))).toThrow(
      /Code="AgentPoolUpgradeVersionNotAllowed" Message="Upgrade agent pool version from 1\.34\.2 to 1\.36 is not allowed/,
    );
    put(scene, "pool", users("1.35"));
    put(scene, "pool", users("1.36"));
    expect(answer(scene, "pool", id)).toMatchObject({
      orchestratorVersion: "1.36",
      currentOrchestratorVersion: "1.36.2",
    });
  });

  it("does not go down", () => {
    const { scene, upgrade } = ready();
    upgrade("1.35");
    put(scene, "pool", users("1.35"));
    expect(() => put(scene, "pool", users("1.34"))).toThrow('Code="AgentPoolUpgradeVersionNotAllowed"');
  });
});
