import { execFile } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import { type HelmRecord } from "./plan";
import { inPrivateFolder } from "./private-folder";

/** Helm's records of its operations, in a real or in a simulated cluster. */
export interface HelmRecords {
  /** The records in a namespace. */
  records(namespace: string): Promise<readonly HelmRecord[]>;
  remove(records: readonly HelmRecord[]): Promise<void>;
}

/** How to reach a cluster: with the text of a kubeconfig, or with a file and a context in it. */
export type Access = { readonly kubeconfig: string } | { readonly file: string; readonly context: string };

const secrets = z.object({
  items: z.array(
    z.object({
      metadata: z.object({
        name: z.string(),
        namespace: z.string(),
        labels: z.object({ name: z.string(), status: z.string() }),
      }),
    }),
  ),
});

/** In a real cluster, through kubectl. */
export function inCluster(access: Access, kubectl = "kubectl"): HelmRecords {
  return {
    async records(namespace) {
      // Only the metadata of the Secrets. Their content is the release's values.
      const template =
        '{"items":[{{range $i, $s := .items}}{{if $i}},{{end}}{"metadata":{"name":"{{.metadata.name}}","namespace":"{{.metadata.namespace}}","labels":{"name":"{{.metadata.labels.name}}","status":"{{.metadata.labels.status}}"}}}{{end}}]}';
      const printed = await run(
        kubectl,
        access,
        "get",
        "secrets",
        "-n",
        namespace,
        "-l",
        "owner=helm",
        "-o",
        `go-template=${template}`,
      );
      return secrets.parse(JSON.parse(printed)).items.map(({ metadata }) => ({
        secret: metadata.name,
        namespace: metadata.namespace,
        release: metadata.labels.name,
        status: metadata.labels.status,
      }));
    },
    async remove(records) {
      for (const { secret, namespace } of records)
        await run(kubectl, access, "delete", "secret", "-n", namespace, secret);
    },
  };
}

/** Runs kubectl. A secret kubeconfig is written into a file that only its owner can read. The file is deleted after the command. */
function run(kubectl: string, access: Access, ...args: readonly string[]): Promise<string> {
  return inPrivateFolder("kubeconfig-", (folder) => {
    const file = "file" in access ? access.file : join(folder, "kubeconfig");
    if ("kubeconfig" in access) writeFileSync(file, access.kubeconfig, { mode: 0o600 });
    const where = ["--kubeconfig", file, ...("context" in access ? ["--context", access.context] : [])];
    return new Promise((resolve, reject) => {
      execFile(kubectl, [...where, "--request-timeout=30s", ...args], (error, stdout, stderr) =>
        error === null ? resolve(stdout) : reject(complaint(error, stderr)),
      );
    });
  });
}

function complaint(error: { readonly code?: unknown }, stderr: string): Error {
  if (error.code !== "ENOENT") return new Error(`kubectl: ${stderr.trim() || String(error.code)}`);
  return new Error(
    "There is no kubectl on the PATH. So it is not known whether Helm was interrupted. Install kubectl, and run this again: az aks install-cli, or https://kubernetes.io/docs/tasks/tools",
  );
}
