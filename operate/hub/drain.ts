import { closedMap } from "../../components/operate/closing";
import { type Cluster } from "./cluster";
import { readyPod } from "./ready-pod";

/** What came of closing or opening a hub. */
export interface Drained {
  /** What people read. Empty: the hub is open. */
  readonly message: string;
  /** Servers that run on. */
  readonly running: number;
}

/** Seconds until the pods must have the message. The kubelet looks about once a minute, or when a pod changes. */
const longest = 150;

/**
 * Closes a hub to new launches, or opens it, without a `pulumi up`: it writes the message where the setting `operate.closed` stands too, and waits
 * until BinderHub and the hub have it. A later `pulumi up` leaves it as it is, unless it changes the setting.
 *
 * @param message what people read. Empty: the hub opens
 */
export async function drain(cluster: Cluster, message: string, login: boolean, signal: AbortSignal): Promise<Drained> {
  const { namespace, core } = cluster;
  await cluster.changeMap("change the ConfigMap that closes the hub", closedMap.name, { [closedMap.key]: message });
  for (const part of login ? ["binder", "hub"] : ["binder"]) await arrived(cluster, part, message, signal);
  const { items } = await cluster.ask(
    "list the pods",
    core.listNamespacedPod({ namespace, labelSelector: "component=singleuser-server" }),
  );
  return { message, running: items.length };
}

async function arrived(cluster: Cluster, part: string, message: string, signal: AbortSignal): Promise<void> {
  const pod = await readyPod(cluster, `component=${part}`);
  // A pod that changes is looked at by the kubelet at once, and its files with it.
  await cluster.ask(
    "annotate a pod",
    cluster.core.patchNamespacedPod({
      name: pod,
      namespace: cluster.namespace,
      body: [{ op: "add", path: "/metadata/annotations/binderhub~1closed-at", value: new Date().toISOString() }],
    }),
  );
  const end = Date.now() + longest * 1000;
  const command = ["cat", `/etc/${closedMap.name}/${closedMap.key}`];
  while (!signal.aborted) {
    const { out, code } = await cluster.run({ pod, container: part, command, seconds: 20 });
    if (code === 0 && out === message) return;
    if (Date.now() > end) throw new Error(`the pod ${pod} does not have the message after ${longest} s`);
    await new Promise((resolve) => setTimeout(resolve, 2000));
  }
}
