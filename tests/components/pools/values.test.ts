import { type AzurePlace } from "../../../components/cluster/settings";
import { cleanedNodes, corePoolLabels, poolShape, poolValues, type PoolShape } from "../../../components/pools/values";

type Pools = AzurePlace["pools"];
type Pool = Pools[string];

const user: Pool = { role: "user", vmSize: "Standard_D4s_v5", min: 1, max: 3, spot: false, gpu: false };
const build: Pool = { ...user, role: "build" };

const dedicated = "hub.jupyter.org_dedicated=user:NoSchedule";
const purpose = (role: string) => ({ "hub.jupyter.org/node-purpose": role });
const priority = "kubernetes.azure.com/scalesetpriority";

describe("a pool's labels, taints and scaling", () => {
  test.each<readonly [string, Pool, PoolShape]>([
    ["users", user, { nodeLabels: purpose("user"), nodeTaints: [dedicated], enableAutoScaling: true }],
    ["builds", build, { nodeLabels: purpose("build"), nodeTaints: [dedicated], enableAutoScaling: true }],
    [
      "a fixed size",
      { ...user, min: 3 },
      { nodeLabels: purpose("user"), nodeTaints: [dedicated], enableAutoScaling: false },
    ],
    [
      "spot nodes",
      { ...user, spot: true },
      {
        nodeLabels: { ...purpose("user"), [priority]: "spot" },
        nodeTaints: [dedicated, `${priority}=spot:NoSchedule`],
        enableAutoScaling: true,
      },
    ],
    [
      "GPUs",
      { ...user, gpu: true },
      {
        nodeLabels: purpose("user"),
        nodeTaints: [dedicated, "nvidia.com/gpu=present:NoSchedule"],
        enableAutoScaling: true,
      },
    ],
    [
      "GPUs on spot nodes",
      { ...user, gpu: true, spot: true },
      {
        nodeLabels: { ...purpose("user"), [priority]: "spot" },
        nodeTaints: [dedicated, `${priority}=spot:NoSchedule`, "nvidia.com/gpu=present:NoSchedule"],
        enableAutoScaling: true,
      },
    ],
  ])("of %s", (_name, pool, shape) => {
    expect(poolShape(pool)).toStrictEqual(shape);
  });

  test("of the system pool are the core's", () => {
    expect(corePoolLabels).toStrictEqual(purpose("core"));
  });
});

const buildNodes = {
  BinderHub: { build_node_selector: purpose("build") },
  KubernetesBuildExecutor: { node_selector: purpose("build") },
};
const userNodes = {
  corePods: { nodeAffinity: { matchNodePurpose: "prefer" } },
  userPods: { nodeAffinity: { matchNodePurpose: "require" } },
};
const toleration = { key: priority, operator: "Equal", value: "spot", effect: "NoSchedule" };

describe("where servers and builds run", () => {
  test("is anywhere without pools", () => {
    expect(poolValues({})).toStrictEqual({ jupyterhub: {} });
  });

  test.each<readonly [string, Pools, object]>([
    ["users' nodes", { users: user }, { jupyterhub: { scheduling: userNodes } }],
    ["nodes for builds", { builds: build }, { config: buildNodes, jupyterhub: {} }],
    ["nodes of both", { users: user, builds: build }, { config: buildNodes, jupyterhub: { scheduling: userNodes } }],
    [
      "spot nodes, which servers tolerate",
      { users: user, cheap: { ...user, spot: true } },
      { jupyterhub: { scheduling: userNodes, singleuser: { extraTolerations: [toleration] } } },
    ],
    [
      "nodes without GPUs, unless a server asks for one",
      { users: user, gpus: { ...user, gpu: true } },
      { jupyterhub: { scheduling: userNodes } },
    ],
  ])("is %s", (_name, pools, values) => {
    expect(poolValues(pools)).toStrictEqual(values);
  });
});

describe("cleaning up images looks at the nodes where builds run", () => {
  const users = (max: number) =>
    ({ role: "user", vmSize: "Standard_D4s_v5", min: 0, max, spot: false, gpu: false }) as const;
  const builds = (max: number) => ({ ...users(max), role: "build" }) as const;

  test.each<[string, Pools, number]>([
    ["all, where there are no pools", {}, 3],
    ["those of the pools for builds, at their largest", { users: users(1), builds: builds(2), more: builds(4) }, 6],
    ["the fewer of both kinds, where there are pools for users only", { users: users(1) }, 1],
    ["the system's, where those are fewer", { users: users(9) }, 3],
  ])("%s", (_what, pools, nodes) => expect(cleanedNodes({ nodeCount: 3, pools })).toBe(nodes));
});
