import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { projectFolder } from "../../rehearse/folders";
import { isGroup } from "../../stack/raw";
import { schema, secretNames, secretSettings } from "../../stack/schema";
import { check, edited, goodStack, settingsOf, type StackConfig } from "./stack";

/** What only a person knows of each committed stack, and which of it is secret. */
const known: Readonly<Record<string, StackConfig>> = {
  dev: { "registry.username": "jdoe", registryPassword: "x" },
  prod: { "azure.apiServerRanges": ["203.0.113.7/32"], "auth.clientId": "id", authClientSecret: "x" },
  local: {},
};
const secretKeys = secretNames.map((name) => `binderhub:${name}`);

test("Pulumi.dev.yaml is the workshop's hub", () => {
  expect(settingsIn("dev")).toEqual(settingsOf(goodStack));
});

test("Pulumi.prod.yaml is one address with HTTPS by DNS label, GitHub login, an Azure registry and pools, for production", () => {
  expect(settingsIn("prod")).toMatchObject({
    exposure: { type: "singleHost", dnsLabel: "prodhub", https: { email: "hub@example.org", staging: false } },
    auth: { type: "github", allowedOrganizations: ["mygroup"] },
    environment: "production",
    protect: true,
    tags: { owner: "research-computing", costCenter: "4711" },
    place: {
      platform: "azure",
      networkPolicy: "cilium",
      pools: {
        users: { role: "user", vmSize: "Standard_D8s_v5", min: 1, max: 10, spot: false, gpu: false },
        builds: { role: "build", vmSize: "Standard_D4s_v5", min: 1, max: 3, spot: false, gpu: false },
      },
    },
    registry: { type: "azure", name: "prodhubimages", sku: "Basic" },
  });
});

test("Pulumi.local.yaml is a kind cluster that is there, with a registry in it", () => {
  expect(settingsIn("local")).toMatchObject({
    place: { platform: "existing", context: "kind-binder" },
    registry: { type: "inCluster", nodePort: 30_000 },
    exposure: { type: "clusterIP", binderPort: 8000, hubPort: 8001 },
    auth: { type: "none" },
  });
});

describe.each(Object.keys(known))("Pulumi.%s.yaml", (stack) => {
  test("holds no secret", () => {
    const config = stackFile(stack);
    expect(JSON.stringify(config)).not.toMatch(/"secure"/);
    expect(secretKeys.filter((key) => key in config)).toEqual([]);
  });

  test("is short only of what its comment tells the person to set", () => {
    const { problems } = check(stackFile(stack));
    const expected = Object.keys(known[stack] ?? {}).map((key) => `binderhub:${key}`);
    expect(problems.map(({ key }) => key).sort()).toEqual(expected.sort());
  });
});

describe("Pulumi.yaml", () => {
  test("declares every setting and every secret, and nothing else", () => {
    expect(Object.keys(declarations()).sort()).toEqual([...Object.keys(schema.shape), ...secretNames].sort());
  });

  test.each(Object.entries(schema.shape))(
    "gives %s the schema's default and description, and leaves its type to the program",
    (name, field) => {
      const { type, default: preset, description } = declarations()[name] ?? {};
      const group = isGroup(field) && name !== "protect" && name !== "mayDelete";
      expect(type).toBeUndefined();
      expect(preset).toEqual(group ? {} : field.parse(undefined));
      expect(description).toBe(field.meta()?.description);
    },
  );

  test.each(secretNames)("says that %s is secret, and has nothing for it", (name) => {
    expect(declarations()[name]).toEqual({
      default: "",
      description: `Secret. ${secretSettings[name].description}`,
    });
  });

  test("has the program's defaults: a stack that gets them is the same as one that does not", () => {
    const defaults = Object.entries(declarations()).map(([name, declared]): [string, unknown] => [
      `binderhub:${name}`,
      declared.default,
    ]);
    const stack = { ...Object.fromEntries(defaults), ...goodStack };
    expect(settingsOf(stack)).toEqual(settingsOf(goodStack));
  });
});

function settingsIn(stack: string) {
  return settingsOf(edited(known[stack] ?? {}, stackFile(stack)), secretKeys);
}

function stackFile(stack: string): StackConfig {
  return configOf(`Pulumi.${stack}.yaml`);
}

/** What Pulumi.yaml declares, by name. */
function declarations(): Readonly<Record<string, Readonly<Record<string, unknown>>>> {
  return configOf("Pulumi.yaml") as ReturnType<typeof declarations>;
}

/** The `config` section of one of the project's files. */
function configOf(file: string): StackConfig {
  const { config } = parse(readFileSync(join(projectFolder, file), "utf8")) as { config: StackConfig };
  return config;
}
