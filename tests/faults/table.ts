import { type Mode, type Operation } from "../../sandbox/faults";
import { type Verb } from "../../sandbox/rehearsal";

/** A fault, where it strikes, and how it heals. */
export interface Row {
  /** What is run when it strikes. */
  readonly verb: Exclude<Verb, "preview">;
  /** Settings that are changed before, for an update. @default none */
  readonly edit?: Readonly<Record<string, string>>;
  /** Stack whose settings are taken. @default "dev" */
  readonly stack?: "local";
  /** Name of the resource, or of the function. */
  readonly resource: string;
  readonly operation: Operation;
  readonly mode: Mode;
  /** The same again, or `recover` and then the same again. */
  readonly heals: "again" | "recover";
}

type Fault = readonly [resource: string, operation: Operation, mode: Mode, heals: Row["heals"]];

const rows = (where: Pick<Row, "verb" | "edit" | "stack">, ...faults: readonly Fault[]): Row[] =>
  faults.map(([resource, operation, mode, heals]) => ({ ...where, resource, operation, mode, heals }));

const credentials = "listManagedClusterAdminCredentials";

/** Every fault that is tried. */
export const table: readonly Row[] = [
  ...rows(
    { verb: "up" },
    ["cluster-group", "create", "fail", "again"],
    ["cluster-group", "create", "hang", "recover"],
    ["cluster-group", "create", "lose-answer", "recover"],
    ["cluster-group", "create", "kill-before", "recover"],
    ["cluster-aks", "create", "fail-for-good", "again"],
    ["cluster-aks", "create", "hang", "recover"],
    ["cluster-aks", "create", "lose-answer", "recover"],
    ["cluster-aks", "create", "kill-during", "recover"],
    ["binder-ip", "create", "fail", "again"],
    ["binder-ip", "create", "lose-answer", "recover"],
    ["proxy-public-ip", "create", "hang", "recover"],
    ["proxy-public-ip", "create", "kill-after", "recover"],
    ["tokens-proxy", "create", "fail-for-good", "again"],
    ["tokens-cookie", "create", "kill-after", "recover"],
    [credentials, "call", "fail", "again"],
    [credentials, "call", "fail-for-good", "again"],
    [credentials, "call", "hang", "again"],
    [credentials, "call", "kill-during", "recover"],
    ["binderhub-namespace", "create", "lose-answer", "recover"],
    ["binderhub-namespace", "create", "kill-after", "recover"],
    ["binderhub-api-server", "read", "fail", "again"],
    ["binderhub-api-server", "read", "hang", "again"],
    ["binderhub-build-policy", "create", "lose-answer", "recover"],
    ["binderhub-release", "check", "kill-before", "recover"],
    ["binderhub-release", "create", "fail", "again"],
    ["binderhub-release", "create", "fail-for-good", "again"],
    ["binderhub-release", "create", "hang", "recover"],
    ["binderhub-release", "create", "lose-answer", "recover"],
    ["binderhub-release", "create", "kill-before", "recover"],
    ["binderhub-release", "create", "kill-during", "recover"],
    ["binderhub-release", "create", "kill-after", "recover"],
  ),
  ...rows(
    { verb: "up", edit: { "azure.nodeCount": "4" } },
    ["cluster-aks", "update", "fail", "again"],
    ["cluster-aks", "update", "hang", "again"],
    ["cluster-aks", "update", "lose-answer", "again"],
    ["cluster-aks", "update", "kill-during", "recover"],
  ),
  ...rows(
    { verb: "up", edit: { "exposure.type": "loadBalancer", "exposure.dnsLabel": "workshop" } },
    ["binder-ip", "update", "fail", "again"],
    ["proxy-public-ip", "update", "kill-after", "recover"],
  ),
  ...rows(
    { verb: "up", edit: { "chart.version": "1.0.0-0.dev.git.4000.habcdef12" } },
    ["binderhub-release", "update", "fail", "again"],
    ["binderhub-release", "update", "fail-for-good", "again"],
    ["binderhub-release", "update", "hang", "recover"],
    ["binderhub-release", "update", "lose-answer", "again"],
    ["binderhub-release", "update", "kill-before", "recover"],
    ["binderhub-release", "update", "kill-during", "recover"],
  ),
  ...rows({ verb: "up", edit: { tokenRotation: "2026-11" } }, ["tokens-proxy", "create", "kill-after", "recover"]),
  ...rows(
    { verb: "refresh" },
    ["cluster-aks", "read", "fail", "again"],
    ["binderhub-release", "read", "hang", "again"],
    ["binder-ip", "read", "kill-during", "recover"],
  ),
  ...rows(
    { verb: "destroy" },
    ["cluster-group", "delete", "fail", "again"],
    ["cluster-group", "delete", "lose-answer", "again"],
    ["cluster-group", "delete", "kill-after", "recover"],
    ["cluster-aks", "delete", "fail-for-good", "again"],
    ["cluster-aks", "delete", "hang", "again"],
    ["cluster-aks", "delete", "kill-before", "recover"],
    ["cluster-aks", "delete", "kill-during", "recover"],
    ["tokens-proxy", "delete", "lose-answer", "again"],
  ),
  ...rows(
    { verb: "destroy", stack: "local" },
    ["binderhub-release", "delete", "fail", "again"],
    // Helm's uninstall fails where there is no release, and only a look at the cluster says that it is gone.
    ["binderhub-release", "delete", "lose-answer", "recover"],
    ["binderhub-release", "delete", "kill-during", "recover"],
    ["binderhub-namespace", "delete", "hang", "again"],
  ),
  ...rows(
    { verb: "up", stack: "local" },
    ["binderhub-release", "create", "kill-during", "recover"],
    ["binderhub-namespace", "create", "lose-answer", "recover"],
  ),
];

/** A row in words. */
export function titleOf({ verb, edit, stack, resource, operation, mode, heals }: Row): string {
  const where = `${stack === undefined ? "" : `${stack}: `}${verb}${edit === undefined ? "" : ` after ${Object.keys(edit).join()}`}`;
  return `${where}: ${operation} of ${resource}: ${mode} → ${heals}`;
}
