import { type Edits, existingStack, kubeconfig } from "../../stack/stack";
import { type Row } from "../../stack/row";

const config = "binderhub:existing.kubeconfig";
const context = "binderhub:existing.context";
const base = existingStack;
const unnamed: Edits = { "existing.context": undefined };
const current = (name: string) => ({ base, files: { "/.kube/config": kubeconfig(["kind-binder", name], name) } });
const content = (text: string) => ({
  base,
  files: { "/.kube/config": Buffer.from(text) },
  person: "a kubeconfig that has no context: there is none to choose",
});

/** What is wrong with a cluster that is there already. */
export const existingRows: readonly Row[] = [
  ["a kubeconfig that is not there", { "existing.kubeconfig": "./none" }, config, /file that does not exist/, { base }],
  ["an empty kubeconfig path", { "existing.kubeconfig": "" }, config, /kubeconfig file/, { base }],
  ["a context that is not there", { "existing.context": "k3d-x" }, context, /has: kind-binder, production/, { base }],
  ["an empty context", { "existing.context": "" }, context, /name of a context/, { base }],
  [
    "a context that looks like production",
    unnamed,
    context,
    /must be named.*may not be a local cluster/,
    current("production"),
  ],
  ["the context of an AKS cluster", unnamed, context, /must be named: the current context hub /, current("hub")],
  ["a context that only begins like kind", unnamed, context, /must be named/, current("kindergarten")],
  ["a context that has kind inside", unnamed, context, /must be named/, current("prod-kind-1")],
  ["a context like minikube", unnamed, context, /must be named/, current("minikube-prod")],
  [
    "no current context",
    unnamed,
    context,
    /must be a context of .*has: a/,
    { base, files: { "/.kube/config": kubeconfig(["a"]) } },
  ],
  [
    "a current context that is not there",
    unnamed,
    context,
    /has: a/,
    { base, files: { "/.kube/config": kubeconfig(["a"], "kind-b") } },
  ],
  ["a kubeconfig without contexts", {}, context, /has: none/, content("{}")],
  ["a kubeconfig that is no YAML", {}, context, /has: none/, content("{[")],
  ["an empty kubeconfig", {}, context, /has: none/, content("")],
  ["a host by its URL", { "existing.host": "http://hub" }, "binderhub:existing.host", /without scheme/, { base }],
  ["a host with its port", { "existing.host": "hub:8080" }, "binderhub:existing.host", /port/, { base }],
  [
    "a host in upper case, of an existing cluster",
    { "existing.host": "Hub" },
    "binderhub:existing.host",
    /host name/,
    { base },
  ],
  ["an empty host", { "existing.host": "" }, "binderhub:existing.host", /host name/, { base }],
  [
    "an existing cluster without nodes",
    { "existing.nodeCount": 0 },
    "binderhub:existing.nodeCount",
    /from 1/,
    { base },
  ],
  [
    "a misspelt key of a cluster",
    { "existing.contxt": "x" },
    "binderhub:existing.contxt",
    /existing\.context\?/,
    { base },
  ],
  ["a cluster by its context alone", { existing: "kind-binder" }, "binderhub:existing", /group of settings/, { base }],
];
