import { chmodSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { kubeloginMissing, onPath } from "../../../components/cluster/kubelogin";
import { edited, existingStack, goodStack, settingsOf } from "../../stack/stack";

const withEntra = settingsOf(edited({ "azure.entraAccess": { azureRbac: true } }, goodStack));
const none = () => false;

test("kubelogin is missed before anything is made, with the command that installs it", () => {
  expect(kubeloginMissing(withEntra, none)).toEqual([
    {
      key: "binderhub:azure.entraAccess",
      rule: expect.stringMatching(/needs the command kubelogin, which is not on the PATH/) as string,
      mend: "az aks install-cli",
    },
  ]);
});

test("kubelogin alone is looked for", () => {
  expect(kubeloginMissing(withEntra, (command) => command === "kubelogin")).toEqual([]);
});

test.each([
  ["local accounts", settingsOf(goodStack)],
  ["a cluster that is there", settingsOf(existingStack)],
])("kubelogin is not needed with %s", (_what, settings) => {
  expect(kubeloginMissing(settings, none)).toEqual([]);
});

describe("on the PATH", () => {
  const before = process.env.PATH;
  const folder = mkdtempSync(join(tmpdir(), "path-"));
  writeFileSync(join(folder, "kubelogin"), "#!/bin/sh\n");
  chmodSync(join(folder, "kubelogin"), 0o755);
  afterEach(() => {
    process.env.PATH = before;
  });

  test("a command is found in any folder", () => {
    process.env.PATH = ["/nowhere", folder].join(delimiter);
    expect(onPath("kubelogin")).toBe(true);
  });

  test("a command is not found in the folder where Pulumi runs", () => {
    process.env.PATH = ["", "/nowhere"].join(delimiter);
    expect(onPath("package.json")).toBe(false);
  });
});
