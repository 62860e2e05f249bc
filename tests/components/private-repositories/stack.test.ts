import { checkChartValues } from "../../../rehearse/chart-schemas";
import { madeUpKey } from "../../../rehearse/made-up-keys";
import { blotted, plain } from "../../../sandbox/wire";
import { at } from "../../../settings/untyped";
import { warningsOf } from "../../stack/stack";
import { deployed } from "../deployed";
import { input } from "../recorder";
import { encrypted, stack, stacks } from "./stacks";

const types = Object.keys(stacks) as (keyof typeof stacks)[];
const release = async (type: keyof typeof stacks, edits = {}) =>
  (await deployed({}, stack(type, edits))).named("binderhub-release");

describe.each(types)("a hub with the type %s", (type) => {
  test("comes after the secrets and the right, and reads them by their Secret's name", async () => {
    const { named } = await deployed({}, stacks[type]);
    const { dependencies } = named("binderhub-release");
    const needed = ["secret", "role", "binding"].map((thing) => named(`binderhub-private-${thing}`).urn);
    expect(dependencies).toEqual(expect.arrayContaining(needed));
    const names = input(named("binderhub-release"), "values", "extraEnv", "PRIVATE_REPOSITORIES_NAME_KEY");
    expect(names).toEqual({ valueFrom: { secretKeyRef: { name: "name-of-binderhub-private-secret", key: "names" } } });
  });

  test("has all of it in its namespace, which comes first and with which it goes", async () => {
    const { named } = await deployed({}, stacks[type]);
    const namespace = named("binderhub-namespace").urn;
    for (const thing of ["secret", "role", "binding"].map((one) => named(`binderhub-private-${one}`))) {
      expect(thing.dependencies).toContain(namespace);
      expect(thing.deletedWith).toBe(namespace);
    }
  });

  test("has the credential in the Secret alone, and nothing of it in Helm's values", async () => {
    const { resources } = await deployed({}, stacks[type]);
    const secret = type === "perUser" ? "hex-of-binderhub-private-tokens" : madeUpKey(type);
    const holders = resources.filter(({ inputs }) => texts(plain(inputs)).some((text) => text.includes(secret)));
    expect(holders.map(({ name }) => name)).toEqual([
      type === "perUser" ? "binderhub-release" : "binderhub-private-secret",
    ]);
  });

  test("has nothing of its secrets in plain text in the state", async () => {
    const { resources } = await deployed({}, stacks[type]);
    const text = texts(blotted(resources.map(({ inputs }) => inputs))).join("\n");
    for (const secret of ["hex-of-binderhub-private-names", "hex-of-binderhub-private-tokens", madeUpKey(type)])
      expect(text).not.toContain(secret);
  });

  test("passes the real charts' schemas", async () => {
    expect(checkChartValues(input(await release(type), "values"))).toEqual([]);
  });

  test("has the gate, and the sources that are open before it", async () => {
    const edits = type === "githubApp" ? { "repositories.sources": ["github"] } : {};
    const snippets = Object.keys(input(await release(type, edits), "values", "extraConfig") as object);
    expect(snippets.sort().at(-1)).toBe("zz-private-repositories");
  });
});

test("people's tokens are encrypted with a key of the stack's own", async () => {
  const keys = at(input(await release("perUser"), "values"), "jupyterhub", "hub", "config", "CryptKeeper", "keys");
  expect(keys).toEqual(["hex-of-binderhub-private-tokens"]);
});

test("a hub without private repositories has none of this", async () => {
  const { resources } = await deployed();
  expect(resources.filter(({ name }) => name.includes("private"))).toEqual([]);
});

describe("a person is warned of", () => {
  const warnings = (type: keyof typeof stacks, edits = {}) => warningsOf(stack(type, edits), encrypted);

  test("an OAuth app, which also writes, and not of a GitHub App", () => {
    const about = (clientId: string) =>
      warnings("perUser", { "auth.clientId": clientId }).filter((text) => text.startsWith("auth.clientId"));
    expect(about("Ov23liabcdef")).toEqual([expect.stringMatching(/scope repo.*also write.*A GitHub App/)]);
    expect(about("Iv1.0123456789abcdef")).toEqual([]);
  });

  test("a chart with another BinderHub than the one that the gate was written for", () => {
    const about = (edits: object) =>
      warnings("token", edits).filter((text) => text.startsWith("chart.version: private"));
    expect(about({})).toEqual([
      expect.stringMatching(/BinderHub stops at its start.*chart\.version 1\.0\.0-0\.dev\.git\.3959/),
    ]);
    expect(about({ "chart.version": "1.0.0-0.dev.git.3959.hb9fad995" })).toEqual([]);
    expect(about({ "chart.path": "../chart" })).toEqual([]);
  });

  test("an OAuth app only where people's own rights count", () => {
    const texts = warnings("githubApp", { "auth.clientId": "Ov23liabcdef" });
    expect(texts.filter((text) => text.startsWith("auth.clientId"))).toEqual([]);
  });

  test("a registry of which nobody knows whether it asks for a password", () => {
    const custom = { type: "custom", url: "https://registry.example.org", username: "binder", prefix: "binder" };
    expect(warnings("token", { registry: custom })).toContainEqual(
      expect.stringMatching(/^registry\.url: .*without a password/),
    );
    expect(
      warnings("token", { registry: custom, privateRepositories: undefined, privateRepositoriesKey: undefined }).join(),
    ).not.toContain("registry.url");
  });
});

/** All texts in a value. */
function texts(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(texts) : [];
}
