import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { projectFolder } from "../../rehearse/folders";
import { addGreeting, inScratchCopy, removeOption } from "./made-up-option";

/** What the type checker says of the program in a folder. */
function faults(folder: string): string {
  const { compilerOptions } = JSON.parse(
    spawnSync(process.execPath, ["node_modules/typescript/bin/tsc", "--showConfig"], {
      cwd: projectFolder,
    }).stdout.toString("utf8"),
  ) as { compilerOptions: object };
  writeFileSync(
    join(folder, "tsconfig.json"),
    JSON.stringify({ compilerOptions: { ...compilerOptions, types: ["node"] }, files: ["index.ts"] }),
  );
  return spawnSync(process.execPath, ["node_modules/typescript/bin/tsc"], { cwd: folder }).stdout.toString("utf8");
}

test.each([
  "branding",
  "culling",
  "sharing",
  "image-cleaner",
  "repo-quotas",
  "nodes",
  "sizes",
  "folders",
  "per-person",
])("%s goes with its folder and its line, and nothing misses it", async (name) => {
  const said = await inScratchCopy((folder) => {
    removeOption(folder, name);
    return faults(folder);
  });
  expect(said).toBe("");
});

test("the option of CONTRIBUTING.md has the types that it says", async () => {
  const said = await inScratchCopy((folder) => {
    addGreeting(folder);
    return faults(folder);
  });
  expect(said).toBe("");
});
