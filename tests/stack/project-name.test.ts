import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { projectFolder } from "../../rehearse/folders";
import { underProjectName } from "../../stack/project-name";
import { asTexts } from "../../stack/raw";

/** What the engine hands over of Pulumi.yaml, where the project has this name. */
function defaultsUnder(project: string): Readonly<Record<string, unknown>> {
  const { config } = parse(readFileSync(join(projectFolder, "Pulumi.yaml"), "utf8")) as {
    config: Readonly<Record<string, { readonly default: unknown }>>;
  };
  return Object.fromEntries(Object.entries(config).map(([name, declared]) => [`${project}:${name}`, declared.default]));
}

function told(config: Readonly<Record<string, unknown>>, secretKeys: readonly string[] = [], project = "workshop") {
  return underProjectName({ values: asTexts({ ...defaultsUnder(project), ...config }), secretKeys }, project);
}

test("a project may have any name: the defaults in Pulumi.yaml, which then have it too, are no mistake", () => {
  expect(told({})).toEqual([]);
});

test.each([
  ["namespace", "hub", "pulumi config set binderhub:namespace hub"],
  ["protect", true, "pulumi config set binderhub:protect true"],
  ["azure", { nodeCount: 2 }, "pulumi config set --path binderhub:azure.nodeCount 2"],
  ["mayDelete", ["namespace/hub"], "pulumi config set --path 'binderhub:mayDelete[0]' namespace/hub"],
])("%s under the project's name is refused, with the commands that set it where it is read", (name, value, mend) => {
  expect(told({ [`workshop:${name}`]: value })).toEqual([
    {
      key: `workshop:${name}`,
      rule: "is not read: the names of settings begin with binderhub: in every project",
      mend: `pulumi config rm workshop:${name} && ${mend}`,
    },
  ]);
});

test("a secret under the project's name is refused, and not shown", () => {
  const key = "workshop:registryPassword";
  const [problem] = told({ [key]: "canary" }, [key]);
  expect(problem?.mend).toBe(`pulumi config rm ${key} && pulumi config set --secret binderhub:registryPassword`);
  expect(JSON.stringify(problem)).not.toContain("canary");
});

test("in a project that is called binderhub, settings stand under its name", () => {
  expect(told({ "binderhub:namespace": "hub" }, [], "binderhub")).toEqual([]);
});
