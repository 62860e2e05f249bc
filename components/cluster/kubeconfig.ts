import { parse } from "yaml";
import { type Problem, setCommand } from "../../settings/problems";
import { at } from "../../settings/untyped";

/** Contexts that the usual tools for local clusters make. */
const local = /^(kind-.+|k3d-.+|minikube|rancher-desktop|docker-desktop|colima(-.+)?|orbstack)$/;

const contextKey = "binderhub:existing.context";

/**
 * The context to use: the one in the settings, which must exist. Without one, the current context, if its name shows that the cluster is local.
 * So a production cluster is never used by accident.
 */
export function chooseContext(
  path: string,
  content: Buffer | undefined,
  named: string | undefined,
): { context?: string; problems: Problem[] } {
  if (content === undefined) {
    const key = "binderhub:existing.kubeconfig";
    return {
      problems: [{ key, value: path, rule: "is a file that does not exist", mend: setCommand(key, "~/.kube/config") }],
    };
  }
  const { contexts, current } = readContexts(content.toString("utf8"));
  const candidate = named ?? current;
  if (candidate === undefined || !contexts.includes(candidate)) {
    const rule = `must be a context of ${path}, which has: ${contexts.join(", ") || "none"}`;
    return {
      problems: [
        { key: contextKey, value: candidate, rule, mend: setCommand(contextKey, contexts[0] ?? "kind-binder") },
      ],
    };
  }
  if (named === undefined && !local.test(candidate)) {
    const rule = `must be named: the current context ${candidate} may not be a local cluster, and the program uses only local clusters by default`;
    return { problems: [{ key: contextKey, rule, mend: setCommand(contextKey, candidate) }] };
  }
  return { context: candidate, problems: [] };
}

function readContexts(text: string): { contexts: string[]; current?: string } {
  let content: unknown;
  try {
    content = parse(text);
  } catch {
    return { contexts: [] };
  }
  const contexts = at(content, "contexts");
  const current = at(content, "current-context");
  return {
    contexts: (Array.isArray(contexts) ? contexts : [])
      .map((context: unknown) => at(context, "name"))
      .filter((name) => typeof name === "string"),
    current: typeof current === "string" ? current : undefined,
  };
}
