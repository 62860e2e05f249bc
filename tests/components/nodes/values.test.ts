import { nodeValues } from "../../../components/nodes/values";

test("nodes of which nothing is said are any", () => {
  expect(nodeValues(undefined)).toStrictEqual({});
});

test("everything that is not a person's is the hub's own, and goes to its nodes", () => {
  const nodeSelector = { "example.org/pool": "core" };
  const tolerations = [{ key: "example.org/pool", operator: "Equal", value: "core", effect: "NoSchedule" }];
  const placement = { nodeSelector, tolerations };
  expect(
    nodeValues({
      core: {
        selector: nodeSelector,
        tolerations: [{ key: "example.org/pool", value: "core", effect: "NoSchedule" }],
        purpose: "ignore",
      },
    }),
  ).toStrictEqual({
    ...placement,
    jupyterhub: {
      hub: placement,
      proxy: { chp: placement, traefik: placement },
      prePuller: { hook: placement },
      scheduling: { userScheduler: placement, corePods: { nodeAffinity: { matchNodePurpose: "ignore" } } },
    },
  });
});

test("servers, and the room that is kept for them, go to users' nodes; a taint without a value is any of its name", () => {
  expect(
    nodeValues({ users: { selector: { pool: "users" }, tolerations: [{ key: "pool" }], purpose: "require" } }),
  ).toStrictEqual({
    jupyterhub: {
      scheduling: { userPods: { nodeAffinity: { matchNodePurpose: "require" } } },
      singleuser: { nodeSelector: { pool: "users" }, extraTolerations: [{ key: "pool", operator: "Exists" }] },
    },
  });
});

test("builds and their daemons go to the same nodes", () => {
  expect(nodeValues({ builds: { selector: { pool: "builds" } } })).toStrictEqual({
    config: {
      BinderHub: { build_node_selector: { pool: "builds" } },
      KubernetesBuildExecutor: { node_selector: { pool: "builds" } },
    },
    jupyterhub: {},
  });
});
