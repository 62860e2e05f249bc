import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { projectFolder } from "../../rehearse/folders";

const page = readFileSync(join(projectFolder, "docs/sandbox.md"), "utf8");
const [, section = ""] = page.split("## Which rule of reality is followed\n");

/** The rows of the table, without its head. */
const rows = section
  .split("\n")
  .filter((line) => line.startsWith("| "))
  .slice(2)
  .map((line) => {
    const [, , rule = "", source = "", test = "", state = ""] = line.split("|").map((cell) => cell.trim());
    return { rule, source, test, state };
  });

const urlsIn = (text: string) => [...text.matchAll(/https:\/\/[^\s)`,"]+/g)].map(([url]) => url.replace(/[.:]$/, ""));

/** All code of the project below a folder. */
const codeIn = (folder: string) =>
  readdirSync(join(projectFolder, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .map((name) => readFileSync(join(projectFolder, folder, name), "utf8"))
    .join("\n");

/** Why a row's test does not hold; nothing where it does, or where the row says that none does. */
function faultIn({ test, state }: (typeof rows)[number]): string | undefined {
  if (test === "—") return state === "assumed" ? undefined : "no test, and not assumed";
  const [, path = "", words = ""] = /^\[[^\]]+\]\(\.\.\/(tests\/[^)]+)\): “([^”]+)”$/.exec(test) ?? [];
  if (path === "" || !existsSync(join(projectFolder, path))) return "no such file";
  const code = readFileSync(join(projectFolder, path), "utf8").replaceAll(/^\s*(\/\/|\*|\/\*\*).*$/gm, "");
  return code.includes(words) ? undefined : "no such test";
}

describe("the table of rules", () => {
  test("has as many rows as the sandbox was asked to have rules", () => {
    expect(rows.length).toBeGreaterThanOrEqual(60);
  });

  test("names with each rule a test that there is, or says that it is assumed", () => {
    expect(rows.map((row) => [row.rule, faultIn(row)]).filter(([, fault]) => fault !== undefined)).toEqual([]);
  });

  test("says of each rule where it comes from, or that it is assumed", () => {
    const known = (source: string) =>
      urlsIn(source).length > 0 || source.startsWith("`@") || source === "the engine itself";
    const right = ({ source, state }: (typeof rows)[number]) =>
      state === "assumed" || (known(source) && (state === "followed" || state === "real"));
    expect(rows.filter((row) => !right(row))).toEqual([]);
  });

  test("names only sources that the code names too", () => {
    const code = ["sandbox", "rehearse", "standing", "components", "settings"].map(codeIn).join("\n");
    expect(rows.flatMap(({ source }) => urlsIn(source)).filter((url) => !code.includes(url))).toEqual([]);
  });

  test.each(["sandbox/azure", "sandbox/kubernetes", "rehearse"])("names every source that %s follows", (folder) => {
    const sources = codeIn(folder)
      .split("\n")
      .filter((line) => line.includes("@see"))
      .flatMap(urlsIn);
    const named = rows.flatMap(({ source }) => urlsIn(source));
    expect([...new Set(sources)].filter((url) => !named.includes(url))).toEqual([]);
  });
});
