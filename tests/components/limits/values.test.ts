import { limitValues } from "../../../components/limits/values";
import { type Settings } from "../../../settings/settings";
import { standardLimits } from "../../stack/stack";

type Limits = Settings["limits"];

const standard: Limits = standardLimits;

// A build's pod and a daemon ask for little; a daemon has no limit.
const build = { resources: { limits: {}, requests: { cpu: 0.1, memory: "512Mi" } } };
const daemon = { cpu: 0.1, memory: "256Mi" };

const others = {
  config: { KubernetesBuildExecutor: build },
  imageCleaner: { imageGCThresholdHigh: 80, imageGCThresholdLow: 60 },
  jupyterhub: {
    cull: { timeout: 3600, maxAge: 0 },
    singleuser: { memory: { limit: "2G", guarantee: "256M" }, cpu: { limit: 1, guarantee: 0.05 } },
  },
};

const standardValues = { ...others, dind: { resources: { requests: daemon } } };

describe("limits", () => {
  test("of a stack that sets none are what one person may take and is sure of, what a build is sure of, and nothing of repositories", () => {
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
        KubernetesBuildExecutor: { resources: { limits: {}, requests: { cpu: 0.1, memory: "1Gi" } } },
      },
      dind: { resources: { limits: { memory: "4Gi", cpu: 1.5 }, requests: daemon } },
      imageCleaner: { imageGCThresholdHigh: 90, imageGCThresholdLow: 50 },
      jupyterhub: {
        cull: { timeout: 600, maxAge: 21_600 },
        singleuser: { memory: { limit: "4G", guarantee: "512M" }, cpu: { limit: 2, guarantee: 0.1 } },
      },
    });
  });

  test("of nothing at all are maintenance: nobody launches", () => {
    expect(limitValues({ ...standard, totalQuota: 0 }, "dind").config).toStrictEqual({
      KubernetesBuildExecutor: build,
      LaunchQuota: { total_quota: 0 },
    });
  });
});

// Kubernetes takes a limit for a request where there is none: 2 GiB and a core for each person.
describe("a server is sure of", () => {
  const sure = (set: Partial<Limits>) => limitValues({ ...standard, ...set }, "dind").jupyterhub?.singleuser;

  test.each<readonly [string, Partial<Limits>, object]>([
    ["what an idle one needs", {}, { memory: { limit: "2G", guarantee: "256M" }, cpu: { limit: 1, guarantee: 0.05 } }],
    [
      "its limit where that is less",
      { userMemory: "200M", userCpu: 0.02 },
      { memory: { limit: "200M", guarantee: "200M" }, cpu: { limit: 0.02, guarantee: 0.02 } },
    ],
    [
      "what is set",
      { userMemoryGuarantee: "1G", userCpuGuarantee: 0.5 },
      { memory: { limit: "2G", guarantee: "1G" }, cpu: { limit: 1, guarantee: 0.5 } },
    ],
  ])("%s", (_name, set, expected) => expect(sure(set)).toStrictEqual(expected));
});

describe("limits of builds", () => {
  test("below what a daemon asks for are what it asks for", () => {
    expect(limitValues({ ...standard, buildMemory: "128Mi", buildCpu: 0.05 }, "dind").dind).toStrictEqual({
      resources: { limits: { memory: "128Mi", cpu: 0.05 }, requests: { memory: "128Mi", cpu: 0.05 } },
    });
  });

  test.each<readonly [string, Partial<Limits>, object]>([
    ["memory", { buildMemory: "4Gi" }, { memory: "4Gi" }],
    ["cores", { buildCpu: 2 }, { cpu: 2 }],
  ])("of %s only say nothing of the other", (_name, set, limits) => {
    expect(limitValues({ ...standard, ...set }, "dind")).toStrictEqual({
      ...standardValues,
      dind: { resources: { limits, requests: daemon } },
    });
  });

  test("are Podman's where that builds", () => {
    expect(limitValues({ ...standard, buildMemory: "4Gi" }, "pink")).toStrictEqual({
      ...others,
      pink: { resources: { limits: { memory: "4Gi" }, requests: daemon } },
    });
  });

  test("are none where the node's own Docker builds: no pod is its own", () => {
    expect(limitValues({ ...standard, buildMemory: "4Gi", buildCpu: 2 }, "host")).toStrictEqual(others);
  });
});
