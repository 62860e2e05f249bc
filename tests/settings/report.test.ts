import { parseSettings } from "../../settings/parse";
import { report, setCommand } from "../../settings/problems";
import { edited, type Edits, goodStack, rawConfig } from "./stack";

const password = "binderhub:registryPassword";
const canary = "s3cret-canary";

const problemsOf = (edits: Edits, secretKeys?: string[]) =>
  parseSettings(rawConfig(edited(edits), secretKeys)).problems;

describe("several wrong at once", () => {
  test("are all reported, each once, across the groups", () => {
    const keys = problemsOf({
      "azure.nodeCount": 0,
      "azure.vmSize": "D2s",
      "azure.nodecount": 2,
      "registry.username": "jdoe@example.org",
      "registry.prefix": "binder-dev-",
      "chart.version": "latest",
      namespace: "Hub",
      nonsense: "x",
    }).map(({ key }) => key);
    expect([...keys].sort()).toEqual([
      "binderhub:azure.nodeCount",
      "binderhub:azure.nodecount",
      "binderhub:azure.vmSize",
      "binderhub:chart.version",
      "binderhub:namespace",
      "binderhub:nonsense",
      "binderhub:registry.prefix",
      "binderhub:registry.username",
    ]);
  });

  test("rules between settings are reported together", () => {
    const keys = problemsOf({
      "azure-native:location": undefined,
      "azure.coreQuota": 4,
      "azure.nodeResourceGroup": "testhub",
      registryPassword: undefined,
    }).map(({ key }) => key);
    expect(keys).toEqual([
      "azure-native:location",
      "binderhub:azure.nodeCount",
      "binderhub:azure.nodeResourceGroup",
      password,
    ]);
  });

  test("come in the same order however the stack's file is sorted", () => {
    const stack = edited({ "azure.nodeCount": 0, namespace: "Hub", nonsense: "x", regstry: "y" });
    const reversed = Object.fromEntries(Object.entries(stack).reverse());
    expect(parseSettings(rawConfig(reversed)).problems).toEqual(parseSettings(rawConfig(stack)).problems);
  });
});

describe("what the user reads", () => {
  test("is exactly key, value, rule and mend", () => {
    expect(report(problemsOf({ "azure.nodeCount": 0 }))).toBe(
      [
        "1 setting is not right; nothing has been created or changed.",
        "",
        "  binderhub:azure.nodeCount = 0",
        "    must be a whole number from 1 to 1000",
        "    → pulumi config set --path binderhub:azure.nodeCount 3",
        "",
      ].join("\n"),
    );
  });

  test("counts, and leaves an empty line between problems", () => {
    const text = report(problemsOf({ registryPassword: undefined, "azure-native:location": "West Europe" }));
    expect(text).toBe(
      [
        "2 settings are not right; nothing has been created or changed.",
        "",
        "  azure-native:location = West Europe",
        "    must be a region's short name, in lower case",
        "    → pulumi config set azure-native:location westeurope",
        "",
        `  ${password}`,
        "    is missing: the password or access token with which jdoe pushes images to Docker Hub",
        `    → pulumi config set --secret ${password}`,
        "",
      ].join("\n"),
    );
  });

  test("shows the sum of nodes and cores against the quota, and how many nodes fit", () => {
    expect(problemsOf({ "azure.coreQuota": 4 })).toEqual([
      {
        key: "binderhub:azure.nodeCount",
        value: "3",
        rule: "must be at most 2: 3 × Standard_D2s_v3 (2 cores each) = 6 cores, more than azure.coreQuota = 4",
        mend: "pulumi config set --path binderhub:azure.nodeCount 2",
      },
    ]);
  });

  test("moves the value of a misspelt key to the nearest one", () => {
    expect(problemsOf({ "azure.nodecount": 2 })[0]?.mend).toBe(
      "pulumi config rm --path binderhub:azure.nodecount && pulumi config set --path binderhub:azure.nodeCount 2",
    );
  });

  test.each([
    ["a word", "jdoe", "jdoe"],
    ["nothing", "", "''"],
    ["spaces", "West Europe", "'West Europe'"],
    ["a quote", "it's", `'it'\\''s'`],
    ["a shell's characters", "$(rm -rf /)", "'$(rm -rf /)'"],
    ["JSON", '{"a":1}', `'{"a":1}'`],
  ])("quotes %s for a shell", (_name, value, quoted) => {
    expect(setCommand("binderhub:namespace", value)).toBe(`pulumi config set binderhub:namespace ${quoted}`);
  });
});

describe("a secret's value is never shown", () => {
  test.each<readonly [string, Edits, string[] | undefined]>([
    ["it stands in plain text", {}, []],
    ["its key is misspelt, in plain text", { registryPassword: undefined, registryPasword: canary }, []],
    [
      "its key is misspelt, encrypted",
      { registryPassword: undefined, registryPasword: canary },
      ["binderhub:registryPasword"],
    ],
    ["it stands inside a group", { "registry.password": canary }, undefined],
    ["it encrypts a group", { "azure.password": canary }, [password, "binderhub:azure"]],
    ["another setting is encrypted", { namespace: canary.toUpperCase() }, [password, "binderhub:namespace"]],
    ["another setting is wrong", { "azure.nodeCount": 0 }, undefined],
  ])("where %s", (_name, edits, secretKeys) => {
    const problems = problemsOf(edits, secretKeys);
    expect(problems.length).toBeGreaterThan(0);
    expect(report(problems).toLowerCase()).not.toContain(canary);
  });
});

test("the good stack, from which all these differ, has nothing wrong with it", () => {
  expect(parseSettings(rawConfig(goodStack)).problems).toEqual([]);
});
