import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { projectFolder } from "../../rehearse/folders";
import { rest, setup } from "./run";

const files = () => readdirSync(projectFolder).sort();

test("without a terminal, what is missing is named with its flag, all at once, and nothing is written", async () => {
  const before = files();
  const { code, printed } = await setup(["--stack", "nobody"]);
  expect(code).toBe(1);
  expect(printed).toMatch(
    /Nothing was written\.\n {2}--label is missing: .*\n {2}--email is missing: .*\n {2}--registry-name is missing: /,
  );
  expect(files()).toEqual(before);
});

test("a file that is there is not overwritten without a yes", async () => {
  const file = join(projectFolder, "Pulumi.dev.yaml");
  const before = readFileSync(file, "utf8");
  const { code, printed } = await setup(["--stack", "dev", ...rest]);
  expect(code).toBe(1);
  expect(printed).toContain("The file Pulumi.dev.yaml exists. Overwrite it?");
  expect(printed).toContain("Nothing was written. --yes overwrites it.");
  expect(readFileSync(file, "utf8")).toBe(before);
});

test("--print prints the file, and writes nothing", async () => {
  const before = files();
  const { code, printed } = await setup(["--stack", "nobody", ...rest, "--print"]);
  expect(code).toBe(0);
  expect(printed).toMatch(/^# Written by [^]*\nconfig:\n {2}azure-native:location: westeurope\n/);
  expect(files()).toEqual(before);
});

test("there is no flag for a secret", async () => {
  const { printed } = await setup(["--help"]);
  expect(printed).toContain("--client-id");
  expect(printed).not.toMatch(/--\S*(secret|password|token)/);
});
