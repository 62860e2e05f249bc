import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inCluster } from "../../operate/helm";

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "kubectl-"))));
afterEach(() => rmSync(folder, { recursive: true }));

/** A kubectl that notes how it was called, and answers. */
function kubectl(answer: string): string {
  const [file, answered] = [join(folder, "kubectl"), join(folder, "answer")];
  writeFileSync(answered, answer);
  writeFileSync(
    file,
    `#!/bin/sh\nprintf '%s\\n' "$@" > '${folder}/called'\ncp "$2" '${folder}/seen'\ncat '${answered}'\n`,
  );
  chmodSync(file, 0o755);
  return file;
}

const record = { name: "sh.helm.release.v1.hub.v1", namespace: "hub", labels: { name: "hub", status: "failed" } };

test("Helm's records are read without their content, and the kubeconfig is gone afterwards", async () => {
  const command = kubectl(JSON.stringify({ items: [{ metadata: record }] }));
  expect(await inCluster({ kubeconfig: "secret" }, command).records("hub")).toEqual([
    { secret: record.name, namespace: "hub", release: "hub", status: "failed" },
  ]);
  const called = readFileSync(join(folder, "called"), "utf8").split("\n");
  expect(called).toEqual(expect.arrayContaining(["--kubeconfig", "get", "secrets", "owner=helm"]));
  expect(called.join(" ")).not.toContain(".data");
  expect(readFileSync(join(folder, "seen"), "utf8")).toBe("secret");
  expect(existsSync(String(called[1]))).toBe(false);
});

test("without kubectl it is said what goes unseen, and how to install it", async () => {
  await expect(inCluster({ kubeconfig: "secret" }, join(folder, "kubectl")).records("hub")).rejects.toThrow(
    /no kubectl on the PATH.*not known whether Helm was interrupted.*az aks install-cli/,
  );
});
