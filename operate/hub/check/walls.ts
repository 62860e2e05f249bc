import { type HubFacts } from "../../../components/operate/facts";
import { at, isRecord } from "../../../settings/untyped";
import { mayLaunch } from "../people";
import { userOf } from "../users";
import { kubectl, putBack } from "./commands";
import { probe, skipped, type Verdict, well, wrong } from "./probe";
import { pythonOf } from "../python";
import { numberIn, publicHost, textIn, type World } from "./world";

/** An address that must or must not answer. */
interface Target {
  readonly id: "metadata" | "api" | "kubelet" | "neighbour" | "private" | "proxy-api" | "database" | "public";
  readonly host: string;
  readonly port: number;
}

/** Which targets answered. */
export type Reached = Readonly<Partial<Record<Target["id"], boolean>>>;

/** What each target is, for a person. */
const meaning: Readonly<Record<Target["id"], string>> = {
  metadata: "Azure's metadata address, which hands out the nodes' credentials",
  api: "the cluster's API server",
  kubelet: "the kubelet of a node",
  neighbour: "another person's server",
  private: "a pod of another namespace",
  "proxy-api": "the API of the hub's proxy",
  database: "the hub's database",
  public: "a public address",
};

/**
 * Where something surely listens, so that silence is a wall.
 *
 * @param from the user whose own server is no neighbour. @default nobody
 */
async function targets({ cluster, hub }: World, from?: string): Promise<readonly Target[]> {
  const { namespace, core } = cluster;
  const [api, nodes, dns, people, proxy, said] = await Promise.all([
    cluster.ask("read Services", core.readNamespacedService({ name: "kubernetes", namespace: "default" })),
    cluster.ask("list nodes", core.listNode()),
    // A scheduled check sees no other namespace.
    cluster
      .ask("list pods", core.listNamespacedPod({ namespace: "kube-system", labelSelector: "k8s-app=kube-dns" }))
      .catch(() => undefined),
    cluster.ask("list pods", core.listNamespacedPod({ namespace, labelSelector: "component=singleuser-server" })),
    cluster.ask("list Services", core.listNamespacedService({ namespace, fieldSelector: "metadata.name=proxy-api" })),
    hub().catch(() => undefined),
  ]);
  const node = nodes.items.flatMap(({ status }) => status?.addresses ?? []).find(({ type }) => type === "InternalIP");
  const neighbour = people.items.find(
    ({ metadata, status }) =>
      metadata?.annotations?.["hub.jupyter.org/username"] !== from && status?.phase === "Running",
  );
  const found: (Omit<Target, "host"> & { host: string | undefined })[] = [
    { id: "metadata", host: "169.254.169.254", port: 80 },
    { id: "api", host: api.spec?.clusterIP, port: 443 },
    { id: "kubelet", host: node?.address, port: 10250 },
    { id: "neighbour", host: neighbour?.status?.podIP, port: 8888 },
    // CoreDNS tells its health there.
    { id: "private", host: dns?.items.find(({ status }) => status?.podIP !== undefined)?.status?.podIP, port: 8080 },
    { id: "proxy-api", host: proxy.items[0]?.spec?.clusterIP, port: 8001 },
    // SQLite has no address.
    {
      id: "database",
      host: textIn(said, "database", "host") || undefined,
      port: numberIn(said, "database", "port") ?? 5432,
    },
    { id: "public", host: publicHost, port: 443 },
  ];
  return found.filter((target): target is Target => target.host !== undefined);
}

function reachedIn(printed: string): Reached {
  const found: unknown = JSON.parse(/^reached (\{.*\})$/m.exec(printed)?.[1] ?? "null");
  if (!isRecord(found)) throw new Error(`no answer: ${printed.slice(0, 200)}`);
  return found;
}

/** Judges what answered: nothing but the public address may. */
function judged(reached: Reached, facts: HubFacts, policy: string): Verdict {
  const { public: outside, ...closed } = reached;
  const open = Object.entries(closed)
    .filter(([, answered]) => answered)
    .map(([id]) => id as Target["id"]);
  const all = Object.keys(closed).length;
  if (open.length === all && all > 1)
    return wrong(
      "every private address answered: nothing enforces network policies",
      facts.cluster.platform === "azure"
        ? "Do the pods of Cilium, Calico or azure-npm run? binderhub:azure.networkPolicy says which it should be.\nkubectl get pods -n kube-system"
        : "Install what enforces network policies, such as Calico or Cilium: the cluster has nothing that does.",
    );
  if (open.length > 0)
    return wrong(
      `it answers: ${open.map((id) => meaning[id]).join(", ")}`,
      `Is there a policy that opens it?\n${kubectl(facts, "get networkpolicies")}\nIf somebody changed ${policy}:\n${policy === "binderhub-builds" ? "pulumi up --refresh" : putBack(facts)}`,
    );
  if (outside === false)
    return wrong(
      `${publicHost}:443 does not answer: packages cannot be fetched`,
      `Is there a policy of your own that closes the way out?\n${kubectl(facts, "get networkpolicies")}\nWith a proxy, set binderhub:network.proxy.`,
    );
  return well(`${all} private addresses are silent, ${publicHost} answers`);
}

export const serverWalls = probe<Reached>({
  id: "walls-server",
  group: "walls",
  title: "A person's server reaches the internet, and nothing private",
  tried: () =>
    "connect from a notebook to the metadata address, the API server, a kubelet, the proxy's API, other pods, and out",
  without: (facts) => (mayLaunch(facts) ? undefined : "nobody may launch for a check"),
  needs: ["kernel", "policies"],
  seconds: 60,
  look: async (world) => {
    const { session } = world;
    if (session.kernel === undefined) throw new Error("there is no kernel");
    const { server } = session.launched ?? {};
    const wish = JSON.stringify(JSON.stringify(await targets(world, server && userOf(server))));
    const code = pythonOf("reach.py").replace("sys.argv[-1]", wish);
    return reachedIn((await session.kernel.run(code, 30)).printed);
  },
  judge: (seen, facts) => judged(seen, facts, "singleuser"),
});

export const buildWalls = probe<Reached | { readonly skipped: string }>({
  id: "walls-build",
  group: "walls",
  title: "A build step reaches the internet, and nothing private",
  tried: () => "the same, from a container of the image that was just built, where build steps run",
  without: ({ builder }) => (builder === "host" ? "the node's own Docker builds, which no policy holds" : undefined),
  needs: ["build", "policies"],
  slow: true,
  seconds: 100,
  look: async (world) => {
    const { cluster, session, facts } = world;
    const image = session.image;
    if (image === undefined) return { skipped: "nothing was built" };
    const { items } = await cluster.ask(
      "list pods",
      cluster.core.listNamespacedPod({ namespace: cluster.namespace, labelSelector: "component=image-builder" }),
    );
    const wish = JSON.stringify(await targets(world));
    const inside = facts.builder === "dind" ? docker : podman;
    for (const { metadata, spec } of items) {
      const { out, code } = await cluster.run({
        ...{ pod: metadata?.name ?? "", container: spec?.containers[0]?.name ?? "", seconds: 80 },
        command: ["sh", "-c", inside, "sh", image, wish],
        stdin: pythonOf("reach.py"),
      });
      if (code === 0) return reachedIn(out);
    }
    return { skipped: "no build daemon has the image any more" };
  },
  judge: (seen, facts) =>
    at(seen, "skipped") === undefined
      ? judged(seen as Reached, facts, "binderhub-builds")
      : skipped(String(at(seen, "skipped"))),
});

/** The daemon's socket is where the chart says: its own arguments name it. */
const docker = `
socket=$(tr '\\0' '\\n' < /proc/1/cmdline | sed -n 's#^-H *##p; s#^--host=##p' | grep '^unix:' | head -n 1)
docker -H "\${socket:-unix:///var/run/dind/docker.sock}" run --rm --interactive --entrypoint python3 "$1" - "$2"
`;
const podman = `
socket=$(tr '\\0' '\\n' < /proc/1/cmdline | grep '^unix:' | head -n 1)
podman --remote --url "\${socket:-unix:///var/run/pink/podman.sock}" run --rm --interactive --entrypoint python3 "$1" - "$2"
`;
