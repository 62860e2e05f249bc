import { outlook } from "../../operate/hub/upgrade/consequences";
import { type UpgradePlan } from "../../operate/hub/upgrade/plan";
import { type Change } from "../../operate/hub/upgrade/preview";
import { type Server } from "../../operate/hub/upgrade/runs";
import { planInWords, trialInWords, verdictOf } from "../../operate/hub/upgrade/words";

const plain = (_style: unknown, text: string) => text;
const ada: Server = { uid: "1", user: "ada", pool: "users" };
const bob: Server = { uid: "2", user: "bob", pool: "gpu" };
const change = (type: string, happening: Change["happening"], edits: Partial<Change> = {}): Change => ({
  ...{ type, name: type, happening, changed: [] },
  ...edits,
});
const release = change("Release", "update", { name: "binderhub-release" });
const counts = { revision: "a1", users: 12, tokens: 30, groups: 2 };

function planOf(changes: readonly Change[], servers: readonly Server[], edits: Partial<UpgradePlan> = {}): UpgradePlan {
  return {
    runs: {
      ...{ chart: "1.0.0", jupyterHubChart: "4.2.0", jupyterHub: "5.3.0", kubernetes: "v1.35.2" },
      nodes: [{ pool: "users", version: "v1.35.2", image: "AKSUbuntu-1", count: 3 }],
    },
    wouldRun: { chart: "2.0.0", jupyterHubChart: "4.2.0", jupyterHub: "5.5.0" },
    ...{ changes, servers, outlook: outlook(changes, servers), refusals: [], back: "" },
    trial: { untried: "the hub keeps its image" },
    ...edits,
  };
}

describe("the verdict", () => {
  const configMap = change("ConfigMap", "update");
  const pool = change("AgentPool", "replace", { cloudName: "users" });
  const address = change("PublicIPAddress", "replace");

  test.each<[string, readonly Change[], readonly Server[], string]>([
    [
      "of an upgrade of the chart",
      [release],
      [ada],
      "1 server runs: it goes on; nobody reaches it for some seconds while the proxy restarts.",
    ],
    [
      "of one with several people",
      [release],
      [ada, bob],
      "2 servers run: they go on; nobody reaches them for some seconds while the proxy restarts.",
    ],
    ["of a ConfigMap", [configMap], [ada], "1 server runs: it goes on, and it can be reached all the time."],
    [
      "of a pool with one of two servers",
      [pool, release],
      [ada, bob],
      "1 of 2 servers ends: The node pool users is replaced, and servers on it end.",
    ],
    [
      "of a pool with the only server",
      [pool],
      [ada],
      "1 server ends: The node pool users is replaced, and servers on it end.",
    ],
    ["of a pool without servers", [pool], [bob], "1 server runs: it goes on, and it can be reached all the time."],
    [
      "of another address",
      [address],
      [ada],
      "1 server may end: The hub gets another public address: nobody reaches a server until its name leads there.",
    ],
    [
      "on an empty hub",
      [release],
      [],
      "Nobody has a server; nobody can launch for some seconds while the hub starts anew.",
    ],
    ["of no change", [], [ada], "Nothing to upgrade. 1 server runs."],
  ])("%s", (_what, changes, servers, words) => {
    expect(verdictOf(planOf(changes, servers))).toBe(words);
  });
});

describe("the plan", () => {
  const cluster = change("ManagedCluster", "update", { changed: ["kubernetesVersion"], kubernetes: "1.36" });
  const rows = (plan: UpgradePlan) => {
    const cells = planInWords(plan, plain)
      .split("\n")
      .map((line) => line.split(/ {2,}/));
    return Object.fromEntries(cells.map(([name = "", ...rest]) => [name, rest]));
  };

  test("says what runs and what would run; what is the same is called so", () => {
    expect(rows(planOf([release], [ada]))).toMatchObject({
      "BinderHub's chart": ["1.0.0", "2.0.0"],
      "JupyterHub's chart": ["4.2.0", "the same"],
      JupyterHub: ["5.3.0", "5.5.0"],
      BinderHub: ["not known", "the same"],
      "Kubernetes, API server": ["v1.35.2", "the same"],
      "Kubernetes, pool users": ["v1.35.2 (3), AKSUbuntu-1", "the same"],
    });
  });

  test("says to which version of Kubernetes the API server and the pools go", () => {
    const pool = change("AgentPool", "update", {
      cloudName: "users",
      changed: ["orchestratorVersion"],
      kubernetes: "1.36",
    });
    expect(rows(planOf([cluster, pool], [ada]))).toMatchObject({
      "Kubernetes, API server": ["v1.35.2", "1.36"],
      "Kubernetes, pool users": ["v1.35.2 (3), AKSUbuntu-1", "1.36"],
    });
  });

  test("never names a person", () => {
    expect(planInWords(planOf([release, cluster], [ada, bob]), plain)).not.toMatch(/ada|bob/);
  });

  test("without a preview says that nothing is known", () => {
    const refusals = [{ why: "azure.kubernetesVersion = 1.38 is more than one step", mend: "" }];
    expect(planInWords(planOf([], [ada], { refusals }), plain)).toMatch(/It is not known\.[^]*more than one step/);
  });
});

test.each([
  [{ untried: "there is none" }, "No copy was tried: there is none."],
  [
    { jupyterHub: "5.5.0", before: counts, after: counts },
    "JupyterHub 5.5.0 took a copy: its revision stays a1; users: 12, tokens: 30, groups: 2.",
  ],
  [
    { jupyterHub: "5.5.0", before: counts, after: { ...counts, revision: "b2", tokens: 28 } },
    "JupyterHub 5.5.0 took a copy: revision a1 becomes b2; users: 12, tokens: 30 → 28, groups: 2.",
  ],
  [{ jupyterHub: "5.5.0", before: counts, failure: "Boom" }, "JupyterHub 5.5.0 failed on a copy at revision a1: Boom."],
])("a trial in words: %#", (trial, words) => {
  expect(trialInWords(trial)).toBe(words);
});
