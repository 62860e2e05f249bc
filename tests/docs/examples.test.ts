import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { madeUpKey } from "../../rehearse/made-up-keys";
import { projectFolder } from "../../rehearse/folders";
import { at } from "../../settings/untyped";
import { closedStack, encrypted } from "../components/private-repositories/stacks";
import { check, type StackConfig } from "../stack/stack";

/** Settings in a page, as its readers would paste them. */
const examplesIn = (page: string) =>
  [...readFileSync(join(projectFolder, "docs", page), "utf8").matchAll(/^ *```yaml\n([^]*?)^ *```/gm)].map(
    ([, text = ""]) => text,
  );

const pages = ["events.md", "private-repositories.md", "repositories.md", "storage.md"] as const;
const rows = pages.flatMap((page) =>
  examplesIn(page).map((text, index) => [`${page}, example ${index + 1}`, text] as const),
);

/** A hub that has what an example does not say: a login, closed images, HTTPS, and the secrets. */
function withTheRest(example: StackConfig): StackConfig {
  const type = String(at(example["binderhub:privateRepositories"], "type"));
  return {
    ...closedStack,
    ...(["githubApp", "token", "sshKey"].includes(type) && { "binderhub:privateRepositoriesKey": madeUpKey(type) }),
    ...example,
  };
}

test("every page has examples", () => {
  for (const page of pages) expect(examplesIn(page).length).toBeGreaterThan(2);
});

test.each(rows)("%s is taken", (_name, text) => {
  expect(check(withTheRest(parse(text) as StackConfig), encrypted).problems).toEqual([]);
});
