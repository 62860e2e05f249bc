import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { projectFolder } from "../../rehearse/folders";

const folder = join(projectFolder, "sandbox");
const read = (...path: readonly string[]) => readFileSync(join(folder, ...path), "utf8");

/** All code of the package. */
const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".ts"));

describe("the sandbox as a package", () => {
  test("has less than 2,000 lines of its own, beside its models", () => {
    const own = files.filter((name) => !name.includes("/")).map((name) => read(name).split("\n").length - 1);
    expect(own.reduce((sum, lines) => sum + lines, 0)).toBeLessThan(2000);
  });

  test("asks in its package.json for every package that it imports", () => {
    const { dependencies, devDependencies } = JSON.parse(read("package.json")) as Record<string, object>;
    const asked = ["pulumi-sandbox", ...Object.keys({ ...dependencies, ...devDependencies })];
    const imported = files.flatMap((file) =>
      [...read(file).matchAll(/from "((?:@[^/"]+\/)?[^./"][^/"]*)/g)].map(([, found = ""]) => found),
    );
    expect([...new Set(imported)].filter((one) => !one.startsWith("node:") && !asked.includes(one))).toEqual([]);
  });

  test("asks for the same versions as the project", () => {
    const versions = (text: string) => {
      const { dependencies, devDependencies } = JSON.parse(text) as Record<string, Record<string, string>>;
      return { ...dependencies, ...devDependencies };
    };
    const project = versions(readFileSync(join(projectFolder, "package.json"), "utf8"));
    const others = Object.entries(versions(read("package.json"))).filter(
      ([name, version]) => (project[name] ?? version) !== version,
    );
    expect(others).toEqual([]);
  });
});
