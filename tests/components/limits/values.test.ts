import { limitValues } from "../../../components/limits/values";
import { type Settings } from "../../../settings/settings";
import { standardLimits } from "../../stack/stack";

type Limits = Settings["limits"];

const standard: Limits = standardLimits;

const standardValues = {
  config: {},
  imageCleaner: { imageGCThresholdHigh: 80, imageGCThresholdLow: 60 },
  jupyterhub: {
    cull: { timeout: 3600, maxAge: 0 },
    singleuser: { memory: { limit: "2G" }, cpu: { limit: 1 } },
  },
};

describe("limits", () => {
  test("of a stack that sets none are what one person may take, and nothing of builds and repositories", () => {
    expect(limitValues(standard, "dind")).toStrictEqual(standardValues);
  });

  test("that are all set stand where BinderHub and JupyterHub look for them", () => {
    const limits: Limits = {
      userMemory: "4G",
      userMemoryGuarantee: "512M",
      userCpu: 2,
      userCpuGuarantee: 0.1,
      buildMemory: "4Gi",
      buildCpu: 1.5,
      buildMemoryRequest: "1Gi",
      totalQuota: 100,
      repoQuota: 50,
      highQuota: 75,
      highQuotaRepos: ["^mygroup/"],
      bannedRepos: ["^somebody/miner"],
      allowedRepos: ["^[a-z]"],
      launchRate: 10,
      idleTimeout: 600,
      maximumAge: 21_600,
      imageCleanerHigh: 90,
      imageCleanerLow: 50,
    };
    expect(limitValues(limits, "dind")).toStrictEqual({
      config: {
        BinderHub: { per_repo_quota: 50, per_repo_quota_higher: 75 },
        LaunchQuota: { total_quota: 100 },
        KubernetesBuildExecutor: { resources: { limits: {}, requests: { memory: "1Gi" } } },
      },
      dind: { resources: { limits: { memory: "4Gi", cpu: 1.5 } } },
      imageCleaner: { imageGCThresholdHigh: 90, imageGCThresholdLow: 50 },
      jupyterhub: {
        cull: { timeout: 600, maxAge: 21_600 },
        singleuser: { memory: { limit: "4G", guarantee: "512M" }, cpu: { limit: 2, guarantee: 0.1 } },
      },
    });
  });

  test("of nothing at all are maintenance: nobody launches", () => {
    expect(limitValues({ ...standard, totalQuota: 0 }, "dind").config).toStrictEqual({
      LaunchQuota: { total_quota: 0 },
    });
  });
});

describe("limits of builds", () => {
  test.each<readonly [string, Partial<Limits>, object]>([
    ["memory", { buildMemory: "4Gi" }, { memory: "4Gi" }],
    ["cores", { buildCpu: 2 }, { cpu: 2 }],
  ])("of %s only say nothing of the other", (_name, set, limits) => {
    expect(limitValues({ ...standard, ...set }, "dind")).toStrictEqual({
      ...standardValues,
      dind: { resources: { limits } },
    });
  });

  test("are Podman's where that builds", () => {
    expect(limitValues({ ...standard, buildMemory: "4Gi" }, "pink")).toStrictEqual({
      ...standardValues,
      pink: { resources: { limits: { memory: "4Gi" } } },
    });
  });

  test("are none where the node's own Docker builds: no pod is its own", () => {
    expect(limitValues({ ...standard, buildMemory: "4Gi", buildCpu: 2 }, "host")).toStrictEqual(standardValues);
  });
});
