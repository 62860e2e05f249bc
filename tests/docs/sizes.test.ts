import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { projectFolder } from "../../rehearse/folders";
import { encrypted, sizedStack } from "../components/sizes/stacks";
import { edited, existingStack, goodStack, settingsOf } from "../stack/stack";

const page = readFileSync(join(projectFolder, "docs/sizes.md"), "utf8");

/** The settings on the page, by the heading above them. */
const examples = page.split(/^## /m).flatMap((section): [string, Record<string, unknown>][] => {
  const [title = ""] = section.split("\n");
  return [...section.matchAll(/^```yaml\n(.*?)^```$/gms)].map(([, text = ""]) => [title, parse(text)]);
});

test("the page has the sizes that were promised", () => {
  expect(examples.map(([title]) => title)).toEqual([
    "Two sizes for a course",
    "A GPU for some repositories",
    "A size for staff",
    "On a cluster that is there",
  ]);
});

test.each(examples)("nothing is wrong with the settings of: %s", (_title, settings) => {
  const isThere = settings["binderhub:platform"] === "existing";
  const azure = { ...(goodStack["binderhub:azure"] as object), ...(settings["binderhub:azure"] as object | undefined) };
  const stack = edited(
    isThere ? settings : { ...settings, "binderhub:azure": azure },
    isThere ? existingStack : sizedStack,
  );
  expect(settingsOf(stack, encrypted).sizes).toMatchObject(settings["binderhub:sizes"] as object[]);
});
