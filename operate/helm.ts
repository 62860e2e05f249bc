import { execFile } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import { type HelmRecord } from "./plan";
import { inPrivateFolder } from "./private-folder";

/** Helm's records of what it did, wherever the cluster is. */
export interface HelmRecords {
  /** Those in a namespace. */
  records(namespace: string): Promise<readonly HelmRecord[]>;
  remove(records: readonly HelmRecord[]): Promise<void>;
}

/** How to reach a cluster: a kubeconfig's text, or a file with a context in it. */
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
      // Of the Secrets only their metadata: their content is the release's values.
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

/** Runs kubectl; a kubeconfig that is a secret is in a file only as long as that takes, and only its owner can read it. */
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
    "There is no kubectl on the PATH, so that a release that Helm was interrupted on goes unseen. Install it, and run this again: az aks install-cli, or https://kubernetes.io/docs/tasks/tools",
  );
}
