import { endOfSupport, versionRules } from "../../../components/cluster/kubernetes-versions";
import { azurePlace, edited, goodStack, settingsOf } from "../../stack/stack";

const rules = (asked: string | undefined, running: string, pools: Readonly<Record<string, string>> = {}) =>
  versionRules(
    azurePlace(settingsOf(edited({ "azure.kubernetesVersion": asked }, goodStack))),
    Object.entries(pools).map(([name, currentOrchestratorVersion]) => ({ name, currentOrchestratorVersion })),
    { currentKubernetesVersion: running },
  );

test.each([
  ["nothing is asked", undefined, "1.34.2"],
  ["what runs is asked", "1.34", "1.34.2"],
  ["the next minor version is asked", "1.35", "1.34.2"],
])("all is well where %s", (_what, asked, running) => {
  expect(rules(asked, running, { users: "1.33.1" })).toEqual([]);
});

test("no version is lowered: AKS never goes back", () => {
  expect(rules("1.33", "1.34.2")).toEqual([
    {
      key: "binderhub:azure.kubernetesVersion",
      value: "1.33",
      rule: "cannot be lower than the running version 1.34.2: AKS never goes back",
      mend: "pulumi config set --path binderhub:azure.kubernetesVersion 1.34",
    },
  ]);
});

test("no minor version is skipped, and the next step is told", () => {
  const [problem, ...others] = rules("1.36", "1.34.2");
  expect(others).toEqual([]);
  expect(problem?.rule).toContain("one minor version at a time");
  expect(problem?.mend).toContain("1.35");
});

test("no pool is left more than three minor versions behind", () => {
  expect(rules("1.36", "1.35.0", { users: "1.33.9" })).toEqual([]);
  const [problem] = rules("1.36", "1.35.0", { users: "1.32.9" });
  expect(problem?.rule).toContain("pool users (1.32.9)");
  expect(problem?.mend).toContain("1.35");
});

describe("the end of a version", () => {
  const said = (kubernetesVersion: string | undefined, today: string, tier: "Free" | "Premium" = "Free") =>
    endOfSupport({ kubernetesVersion, tier }, new Date(today));

  test.each([
    ["the last day is near", "1.34", "2026-11-01", "is supported by AKS until 2026-11-30 only"],
    ["the last day is today", "1.34", "2026-11-30", "is supported by AKS until 2026-11-30 only"],
    ["the last day is over", "1.34", "2026-12-01", "is not supported by AKS any more"],
    ["another version's last day is near", "1.36", "2027-06-01", "is supported by AKS until 2027-06-30 only"],
    ["the newest one's last day is near", "1.37", "2027-10-01", "is supported by AKS until 2027-10-31 only"],
    ["it is older than all that AKS has", "1.29", "2026-12-01", "is not supported by AKS any more"],
  ])("is told where %s", (_what, version, today, words) => {
    expect(said(version, today)).toEqual([expect.stringContaining(`${version} ${words}`)]);
  });

  test.each([
    ["the last day is far", "1.36", "2026-11-01"],
    ["AKS goes on by itself", undefined, "2040-01-01"],
    ["nobody knows it yet", "1.99", "2026-11-01"],
  ])("is not told where %s", (_what, version, today) => {
    expect(said(version, today)).toEqual([]);
  });

  test("comes a year later with long-term support", () => {
    expect(said("1.34", "2026-12-01", "Premium")).toEqual([]);
    expect(said("1.34", "2027-11-01", "Premium")).toEqual([expect.stringContaining("until 2027-11-30 only")]);
  });
});
