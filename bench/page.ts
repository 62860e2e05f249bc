import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { format, resolveConfig } from "prettier";
import { projectFolder } from "../rehearse/folders";

/**
 * Shows results on the screen, and writes them into a page of `docs/` if asked to.
 *
 * @param marker the page has `<!-- marker -->` before the results, and `<!-- end -->` after them
 * @param name the page's file
 */
export async function publish(results: string, marker: string, write: boolean, name = "performance.md"): Promise<void> {
  const page = join(projectFolder, "docs", name);
  const formatted = await format(results, { ...(await resolveConfig(page)), parser: "markdown" });
  process.stdout.write(`\n${formatted}\n`);
  if (!write) return;
  const place = new RegExp(`(?<=<!-- ${marker} -->\n\n).*?(?=<!-- end -->)`, "s");
  writeFileSync(
    page,
    readFileSync(page, "utf8").replace(place, () => `${formatted}\n`),
  );
}
