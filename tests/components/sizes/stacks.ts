import { edited, type Edits, type StackConfig } from "../../stack/stack";

const login = {
  auth: { type: "github", clientId: "client-id", allowedUsers: ["ada"] },
  authClientSecret: "client-secret",
};
const t4 = { role: "user", vmSize: "Standard_NC4as_T4_v3", gpu: true, min: 0, max: 5 };

/** Pools of a hub: for everybody, with GPUs, and for builds. */
export const pools = {
  users: { role: "user", vmSize: "Standard_D4s_v5", max: 4 },
  deep: t4,
  builds: { role: "build" },
};

/** A hub where people log in, with these pools and a volume each. */
export const sizedStack: StackConfig = edited({ ...login, storage: { size: "1Gi" }, "azure.pools": pools });

/** Keys that are encrypted there. */
export const encrypted = ["binderhub:registryPassword", "binderhub:authClientSecret"];

/** The size of the documentation, with some keys different. */
export const gpuSize = (more: object = {}) => ({
  name: "gpu",
  repositories: ["github.com/myorg/deep-*"],
  memory: "8G",
  cpu: 4,
  gpu: 1,
  pool: "deep",
  ...more,
});

/** Sizes as edits of a stack. */
export const withSizes = (...sizes: readonly object[]): Edits => ({ sizes });
