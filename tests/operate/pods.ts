import { type NodeObject, type PodObject } from "../../operate/hub/objects";

/** A server, as KubeSpawner makes it for BinderHub. */
export function serverOf(
  user: string,
  edits: Partial<{ repository: string; image: string; made: string; name: string; server: string }> = {},
): PodObject {
  const {
    repository = "https://github.com/owner/hello",
    image = "registry.example.org/binder-owner-2dhello-0a1b2c:1",
    made = "2026-11-27T14:16:24Z",
    name = `jupyter-${user}`,
    server = "",
  } = edits;
  return {
    metadata: {
      name,
      namespace: "binderhub",
      labels: { component: "singleuser-server" },
      annotations: { "hub.jupyter.org/username": user, ...(server !== "" && { "hub.jupyter.org/servername": server }) },
      creationTimestamp: new Date(made),
    },
    spec: {
      nodeName: "node-1",
      containers: [
        {
          name: "notebook",
          image,
          env: [
            { name: "BINDER_REPO_URL", value: repository },
            { name: "JUPYTERHUB_API_TOKEN", value: "not-to-be-seen" },
          ],
          resources: { limits: { cpu: "500m", memory: "536870912" }, requests: { cpu: "50m", memory: "134217728" } },
        },
      ],
    },
    status: { phase: "Running", conditions: [{ type: "Ready", status: "True" }], startTime: new Date(made) },
  };
}

/** A node of a pool for people. */
export function nodeOf(
  name: string,
  edits: Partial<{
    pods: string;
    cpu: string;
    memory: string;
    ready: boolean;
    cordoned: boolean;
    pool: string;
    version: string;
    labels: Record<string, string>;
    taints: NonNullable<NodeObject["spec"]>["taints"];
  }> = {},
): NodeObject {
  const {
    pods = "110",
    cpu = "4",
    memory = "8388608Ki",
    ready = true,
    cordoned = false,
    pool = "users",
    version = "v1.36.3",
    labels = { "hub.jupyter.org/node-purpose": "user" },
    taints = [],
  } = edits;
  return {
    metadata: { name, labels: { ...labels, "kubernetes.azure.com/agentpool": pool } },
    spec: { unschedulable: cordoned, taints },
    status: {
      allocatable: { cpu, memory, pods },
      conditions: [{ type: "Ready", status: ready ? "True" : "False" }],
      nodeInfo: { kubeletVersion: version } as NonNullable<NodeObject["status"]>["nodeInfo"],
    },
  };
}
