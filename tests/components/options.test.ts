import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { blotted } from "../../sandbox/wire";
import { components, Other } from "./made";
import { record, type Recorded } from "./recorder";

const rows = Object.entries(components);
const withProvider = rows.flatMap(([name, { make, provider }]) =>
  provider === undefined ? [] : [[name, make, provider] as const],
);

class Thing extends pulumi.CustomResource {
  constructor(name: string) {
    super("test:index:Thing", name);
  }
}

/** A provider of any package. */
class AnyProvider extends pulumi.ProviderResource {}

test("every component has its row here, and its test", () => {
  const folder = join(__dirname, "../../components");
  const made = readdirSync(folder, { recursive: true, encoding: "utf8" }).flatMap((file) => {
    const code = file.endsWith(".ts") ? readFileSync(join(folder, file), "utf8") : "";
    const name = /export class (\w+) extends pulumi\.ComponentResource/.exec(code)?.[1];
    return name === undefined ? [] : [{ name, test: file.replace(".ts", ".test.ts") }];
  });
  expect([...new Set(rows.map(([name]) => name.replace(/,.*/, "")))].sort()).toEqual(
    made.map(({ name }) => name).sort(),
  );
  expect(made.filter(({ test }) => !existsSync(join(__dirname, test)))).toEqual([]);
});

describe.each(rows)("%s", (_name, { make, token, given, things, says = [] }) => {
  test("has its type token", async () => {
    const { named } = await record(() => make({}));
    expect(named("x").type).toBe(token);
  });

  test("has what it was given among its inputs, and nothing that must be made first", async () => {
    const { inputs, inputDependencies, dependencies } = (await record(() => make({}))).named("x");
    expect(Object.keys(inputs).sort()).toEqual([...given].sort());
    expect([...dependencies, ...Object.values(inputDependencies).flat()]).toEqual([]);
    expect(JSON.stringify(inputs)).not.toContain("canary");
  });

  test("names what it makes <component>-<thing>", async () => {
    const names = made(await record(() => make({}))).map(({ name }) => name);
    expect(names.sort()).toEqual(things.map((thing) => `x-${thing}`).sort());
  });

  test("is above everything that it makes", async () => {
    const recorded = await record(() => make({}));
    const components = [recorded.named("x"), ...made(recorded).filter(({ custom }) => !custom)].map(({ urn }) => urn);
    expect(made(recorded).filter(({ parent }) => !components.includes(parent))).toEqual([]);
  });

  test("says once that it is done, and keeps its secrets then", async () => {
    const { outputs, named } = await record(() => make({}));
    expect(outputs.filter(({ urn }) => urn === named("x").urn)).toHaveLength(1);
    expect(JSON.stringify(blotted(outputs))).not.toMatch(/canary|hex-of/);
  });

  test("says what it made, for the state and for whoever looks at it", async () => {
    const { outputs, named } = await record(() => make({}));
    const own = outputs.find(({ urn }) => urn === named("x").urn)?.outputs ?? {};
    expect(Object.keys(own).sort()).toEqual([...says].sort());
  });

  test("passes on its parent", async () => {
    const { named } = await record(() => make({ parent: new Other("above") }));
    expect(named("x").parent).toBe(named("above").urn);
  });

  test("passes on its protection, to what it makes too", async () => {
    const recorded = await record(() => make({ protect: true }));
    expect([recorded.named("x"), ...made(recorded)].filter(({ protect }) => !protect)).toEqual([]);
  });

  test("can be changed from outside, and all that it makes", async () => {
    const mark: pulumi.ResourceTransformation = ({ type, props, opts }) =>
      type.startsWith("binderhub:") ? undefined : { props: { ...(props as object), marked: true }, opts };
    const things = made(await record(() => make({ transformations: [mark] }))).filter(({ custom }) => custom);
    expect(things.filter(({ inputs }) => inputs.marked !== true)).toEqual([]);
  });

  test("passes on what it depends on", async () => {
    const { named } = await record(() => make({ dependsOn: [new Thing("before")] }));
    expect(named("x").dependencies).toContain(named("before").urn);
  });
});

test.each(withProvider)("%s hands its provider to what it makes", async (_name, make, provider) => {
  const recorded = await record(() => make({ providers: [new AnyProvider(provider, "given")] }));
  const children = made(recorded).filter(({ type }) => type.startsWith(`${provider}:`));
  expect(children.length).toBeGreaterThan(0);
  const given = `${recorded.named("given").urn}::given-id`;
  expect(children.filter((child) => child.provider !== given)).toEqual([]);
});

const asking = rows.flatMap(([name, { make, provider = "", asks = [] }]) =>
  asks.map((token) => [name, token, make, provider] as const),
);

test.each(asking)("%s asks for %s with its provider", async (_name, token, make, provider) => {
  const { calls, reads, named } = await record(() => make({ providers: [new AnyProvider(provider, "given")] }));
  const asked = [...calls.filter((call) => call.token === token), ...reads.filter(({ type }) => type === token)];
  expect(asked.map((one) => one.provider)).toEqual([`${named("given").urn}::given-id`]);
});

test("what a component looks at stands below it", async () => {
  const { reads, named } = await record(() => components.BinderHub?.make({}));
  expect(reads).toMatchObject([{ id: "default/kubernetes", parent: named("x").urn }]);
});

/** What the component under test makes. */
function made({ resources }: Recorded<unknown>) {
  return resources.filter(({ name }) => name.startsWith("x-"));
}
