import { readFileSync } from "node:fs";
import { join } from "node:path";
import { strictKeys, unknownIn } from "../../convert/strict-keys";
import { chartsFolder, jupyterhubVersions } from "../../rehearse/chart-schemas";
import { at } from "../../settings/untyped";

const folder = chartsFolder();
const charts = folder === undefined ? test.skip : test;

function keysIn(path: string): string[][] {
  const [first, ...rest] = path.split(".");
  const names = first === "jupyterhub" ? jupyterhubVersions.map((version) => `jupyterhub-${version}`) : ["binderhub"];
  return names.map((name) => {
    const schema: unknown = JSON.parse(readFileSync(join(folder ?? "", name, "values.schema.json"), "utf8"));
    const steps = first === "jupyterhub" ? rest : path.split(".");
    const object = at(schema, ...steps.flatMap((step) => ["properties", step]));
    expect(at(object, "additionalProperties")).toBe(false);
    return Object.keys(at(object, "properties") as object);
  });
}

charts.each(Object.keys(strictKeys))("the keys of %s are those that all of today's charts take", (path) => {
  const [some = [], ...others] = keysIn(path);
  const shared = some.filter((key) => others.every((keys) => keys.includes(key)));
  expect([...(strictKeys[path] ?? [])].sort()).toEqual(shared.sort());
});

test("an unknown key is named where the path leaves the chart", () => {
  expect(unknownIn(["jupyterhub", "proxy", "nginx", "resources"], {})).toBe("jupyterhub.proxy.nginx");
  expect(unknownIn(["jupyterhub", "hub", "config", "Any", "trait"], 1)).toBeUndefined();
});

test("a text in the place of an object is no value of the chart", () => {
  expect(unknownIn(["jupyterhub", "proxy"], "x")).toBe("jupyterhub.proxy");
});
