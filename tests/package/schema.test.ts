import { packageSchema } from "../../package/schema";
import { deployed } from "../components/deployed";
import { azureStack, localStack } from "../components/full-stacks";
import { at, isRecord } from "../../settings/untyped";
import { schema as settings, secretNames } from "../../stack/schema";

const schema = packageSchema("1.2.3");
const component = at(schema, "resources", "binderhub-azure:index:BinderHub");
const inputs = at(component, "inputProperties") as Readonly<Record<string, object>>;

/** Everything in the schema, by its path. */
function all(value: unknown, path = ""): [string, unknown][] {
  if (Array.isArray(value)) return value.flatMap((one, index) => all(one, `${path}/${index}`));
  if (!isRecord(value)) return [];
  return [[path, value], ...Object.entries(value).flatMap(([key, one]) => all(one, `${path}/${key}`))];
}

test("every setting and every secret is an argument of the same name, and so is the region", () => {
  expect(Object.keys(inputs).sort()).toEqual([...Object.keys(settings.shape), ...secretNames, "location"].sort());
});

test("secrets are marked as such, and may be outputs", () => {
  const marked = Object.entries(inputs).filter(([, spec]) => at(spec, "secret") === true);
  expect(marked.map(([name]) => name).sort()).toEqual([...secretNames].sort());
  expect(marked.filter(([, spec]) => at(spec, "plain") === true)).toEqual([]);
});

test("everything else is plain, down to the last list", () => {
  const types = Object.values(at(schema, "types") as object).flatMap((type) => all(at(type, "properties")).slice(1));
  const specs = [...types, ...Object.entries(inputs).flatMap(([name, spec]) => all(spec, name))];
  const typed = specs.filter(([, spec]) => ["type", "$ref"].some((key) => typeof at(spec, key) === "string"));
  expect(typed.length).toBeGreaterThan(100);
  expect(
    typed.filter(([, spec]) => at(spec, "plain") !== true && at(spec, "secret") !== true).map(([path]) => path),
  ).toEqual([]);
});

test("every reference has a type", () => {
  const types = Object.keys(at(schema, "types") as object).map((name) => `#/types/${name}`);
  const refs = all(schema).flatMap(([, spec]) => at(spec, "$ref") ?? []);
  expect(refs.filter((ref) => ref !== "pulumi.json#/Any" && !types.some((type) => type === ref))).toEqual([]);
});

test.each([
  ["two addresses", azureStack({ exposure: { type: "loadBalancer" } })],
  ["a login, and a record to be made", azureStack({ exposure: { type: "singleHost", host: "hub.example.org" } })],
  ["an existing cluster", localStack()],
])("every output of a hub with %s is an output of the component", async (_what, stack) => {
  const { result } = await deployed({}, stack);
  expect(Object.keys(result)).toEqual(expect.arrayContaining(at(component, "required") as string[]));
  expect(Object.keys(at(component, "properties") as object)).toEqual(expect.arrayContaining(Object.keys(result)));
});

test("what all kinds of a group need is required, the type too unless there is a default", () => {
  const required = (name: string) => at(schema, "types", `binderhub-azure:index:${name}`, "required");
  expect(required("Registry")).toEqual(["type"]);
  expect(required("Exposure")).toEqual([]);
  expect(required("BrandingPages")).toEqual(["repository"]);
  expect(at(component, "requiredInputs")).toEqual(["registry"]);
});
