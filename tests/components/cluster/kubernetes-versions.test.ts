import { versionRules } from "../../../components/cluster/kubernetes-versions";
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
