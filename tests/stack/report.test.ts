import { report, setCommand } from "../../settings/problems";
import { check, edited, type Edits, goodStack } from "./stack";

const password = "binderhub:registryPassword";
const canary = "s3cret-canary";

const problemsOf = (edits: Edits, secretKeys?: string[]) => check(edited(edits), secretKeys).problems;

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
    expect([...keys].sort()).toEqual([
      "azure-native:location",
      "binderhub:azure.nodeCount",
      "binderhub:azure.nodeResourceGroup",
      password,
    ]);
  });

  test("come in the same order however the stack's file is sorted", () => {
    const stack = edited({ "azure.nodeCount": 0, namespace: "Hub", nonsense: "x", regstry: "y" });
    const reversed = Object.fromEntries(Object.entries(stack).reverse());
    expect(check(reversed).problems).toEqual(check(stack).problems);
  });
});

describe("what the user reads", () => {
  test("is exactly key, value, rule and mend", () => {
    expect(report(problemsOf({ "azure.nodeCount": 1.5 }))).toBe(
      [
        "1 setting is not right; nothing has been created or changed.",
        "",
        "  binderhub:azure.nodeCount = 1.5",
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
        `  ${password}`,
        "    is missing: the password or access token of the Docker ID that pushes images to Docker Hub",
        `    → pulumi config set --secret ${password}`,
        "",
        "  azure-native:location = West Europe",
        "    must be a region's short name, in lower case",
        "    → pulumi config set azure-native:location westeurope",
        "",
      ].join("\n"),
    );
  });

  test("shows the sum of nodes and cores against the quota, and how many nodes fit", () => {
    expect(problemsOf({ "azure.coreQuota": 4 })).toEqual([
      {
        key: "binderhub:azure.nodeCount",
        value: "3",
        rule: "can be at most 1: (3 + 1 for upgrades) × Standard_D2s_v5 (2 cores each) = 8 cores of the region, and azure.coreQuota is 4. 'az vm list-usage --location westeurope' tells what Azure gives",
        mend: "pulumi config set --path binderhub:azure.nodeCount 1",
      },
    ]);
  });

  test("moves the value of a misspelt key to the nearest one", () => {
    expect(problemsOf({ "azure.nodecount": 2 })[0]?.mend).toBe(
      "pulumi config rm --path binderhub:azure.nodecount && pulumi config set --path binderhub:azure.nodeCount 2",
    );
  });

  test("moves a misspelt extra value with its type", () => {
    expect(problemsOf({ "extraValues.replicsa": 2 })[0]?.mend).toBe(
      "pulumi config rm --path binderhub:extraValues.replicsa && pulumi config set --path binderhub:extraValues.replicas 2",
    );
  });

  test("never advises what it refuses", () => {
    const [problem] = problemsOf({ "extraValues.jupyterhub.hub.extraConfigMap": { a: 1 } });
    expect(problem?.key).toBe("binderhub:extraValues.jupyterhub.hub.extraConfigMap");
    expect(problem?.rule).not.toContain("jupyterhub.custom");
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

describe("an encrypted registry", () => {
  test("is the one thing told of it: nothing that it holds is said to be missing or wrong", () => {
    const keys = problemsOf({ "registry.username": "A" }, [password, "binderhub:registry"]).map(({ key }) => key);
    expect(keys).toEqual(["binderhub:registry"]);
  });
});

describe("commands keep a value's type", () => {
  test.each<readonly [string, unknown, string]>([
    ["a number", 3, "pulumi config set --path binderhub:a.b 3"],
    ["a text of digits", "3", "pulumi config set --type string --path binderhub:a.b 3"],
    ["a text that says true", "true", "pulumi config set --type string --path binderhub:a.b true"],
    ["a boolean", true, "pulumi config set --path binderhub:a.b true"],
    ["a text with a hyphen first", "-x", "pulumi config set --path binderhub:a.b -- -x"],
    [
      "a list",
      ["x", "y"],
      "pulumi config set --path 'binderhub:a.b[0]' x && pulumi config set --path 'binderhub:a.b[1]' y",
    ],
    [
      "a group",
      { c: 1, d: "x" },
      "pulumi config set --path binderhub:a.b.c 1 && pulumi config set --path binderhub:a.b.d x",
    ],
  ])("%s", (_name, value, command) => {
    expect(setCommand("binderhub:a.b", value)).toBe(command);
  });
});

test("the good stack, from which all these differ, has nothing wrong with it", () => {
  expect(check(goodStack).problems).toEqual([]);
});
