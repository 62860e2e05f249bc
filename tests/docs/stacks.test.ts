import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { projectFolder } from "../../rehearse/folders";
import { edited, type Files, goodStack, settingsOf } from "../stack/stack";

const page = readFileSync(join(projectFolder, "docs/stacks.md"), "utf8");

/** The settings on the page, by the heading above them. */
const examples = page.split(/^## /m).flatMap((section): [string, Record<string, unknown>][] => {
  const [title = ""] = section.split("\n");
  return [...section.matchAll(/^```yaml\n(.*?)^```$/gms)].map(([, text = ""]) => [title, parse(text)]);
});

/** The files on the page, by the words before them. */
const files: Files = Object.fromEntries(
  [...page.matchAll(/^The file `([^`]+)`:\n\n```\w+\n(.*?)^```$/gms)].map(([, name = "", text = ""]) => [
    `/project/${name}`,
    Buffer.from(text),
  ]),
);

test("the page has the stacks that were promised", () => {
  expect(examples.map(([title]) => title)).toEqual([
    "R with RStudio",
    "Julia",
    "GPUs",
    "A course with one fixed environment",
    "A base image kept by the institution",
  ]);
});

test.each(examples)("nothing is wrong with the settings of: %s", (_title, settings) => {
  const azure = { ...(goodStack["binderhub:azure"] as object), ...(settings["binderhub:azure"] as object | undefined) };
  const stack = edited({ ...settings, "binderhub:azure": azure });
  const { builds } = settingsOf(stack, undefined, files);
  expect(builds).toMatchObject(settings["binderhub:builds"] as object);
});
