import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import * as z from "zod";
import { projectFolder } from "../../rehearse/folders";
import { askedFor } from "../../stack/raw";
import { locationKey, namespace } from "../../settings/keys";
import { schema, secretSettings } from "../../stack/schema";
import { at } from "../../settings/untyped";
import { check, edited, goodStack, settingsOf } from "./stack";

const key = "binderhub:registry.username";
const password = "binderhub:registryPassword";
const withoutName = edited({ "registry.username": undefined });

/** What Pulumi.yaml has `pulumi new` ask for. */
const { template } = parse(readFileSync(join(projectFolder, "Pulumi.yaml"), "utf8")) as {
  template: { config: Readonly<Record<string, Readonly<Record<string, unknown>>>> };
};

test("pulumi new asks for the region, the Docker ID and, hidden, its password: no more", () => {
  expect(Object.keys(template.config)).toEqual([locationKey, key, password]);
  expect(askedFor.map((name) => `${namespace}:${name}`)).toEqual([key]);
  expect(template.config[password]).toEqual({ description: secretSettings.registryPassword.description, secret: true });
});

test("pulumi new asks in the words of the schema", () => {
  const registry = z.toJSONSchema(schema.shape.registry ?? z.never(), { io: "input" });
  const description = at(registry, "oneOf", 0, "properties", "username", "description");
  expect(template.config[key]).toEqual({ description });
});

test("what pulumi new asks for is a setting like one that was set by its path", () => {
  expect(settingsOf({ ...withoutName, [key]: "jdoe" })).toEqual(settingsOf(goodStack));
});

test("what pulumi new asks for is checked like one that was set by its path", () => {
  const { problems } = check({ ...withoutName, [key]: "ada@example.org" });
  expect(problems.map((problem) => problem.key)).toEqual([key]);
  expect(problems[0]?.rule).toMatch(/a Docker ID, not an e-mail address/);
});

test("what pulumi new asked for and the file says too is refused: one of them would be passed over in silence", () => {
  const { problems } = check({ ...goodStack, [key]: "grace" });
  expect(problems).toEqual([
    {
      key,
      rule: expect.stringMatching(/binderhub:registry has this setting too/) as string,
      mend: `pulumi config rm '${key}'`,
    },
  ]);
});

test("what pulumi new asks for is no secret: encrypted, it is refused, and not shown", () => {
  const { problems } = check({ ...withoutName, [key]: "canary" }, [password, key]);
  expect(problems.map((problem) => problem.key)).toContain(key);
  expect(JSON.stringify(problems)).not.toContain("canary");
});
