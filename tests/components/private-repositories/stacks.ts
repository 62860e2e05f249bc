import { madeUpKey } from "../../../rehearse/made-up-keys";
import { edited, type Edits, goodStack, type StackConfig } from "../../stack/stack";

/** A line of a server's public key, which is nobody's. */
export const hostKey = (name: string) =>
  `${name} ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA`;

/** Keys that are encrypted in these stacks. */
export const encrypted = ["registryPassword", "authClientSecret", "privateRepositoriesKey", "extraSecretValues"].map(
  (name) => `binderhub:${name}`,
);

/** A hub with login and https whose images are closed, and without private repositories. */
export const closedStack = edited({
  "registry.private": true,
  auth: { type: "github", clientId: "Iv23liabcdef", allowedUsers: ["ada"] },
  authClientSecret: "client-secret",
  exposure: { type: "singleHost", dnsLabel: "myhub", https: { email: "me@example.org" } },
});

/** The same on a cluster that is there. */
export const closedExisting = edited(
  {
    platform: "existing",
    existing: { context: "kind-binder", host: "hub.example.org" },
    registry: { type: "custom", url: "https://registry.example.org", username: "binder", prefix: "binder" },
    exposure: { type: "singleHost", https: { email: "me@example.org" } },
    azure: undefined,
  },
  closedStack,
);

const withType = (type: string, group: object) =>
  edited({ privateRepositories: { type, ...group }, privateRepositoriesKey: madeUpKey(type) }, closedStack);

/** A stack for each type, with which nothing is wrong. */
export const stacks = {
  githubApp: withType("githubApp", { appId: 123_456, repositories: ["github.com/mygroup/*"] }),
  token: withType("token", { repositories: ["gitlab.com/mygroup/*"] }),
  sshKey: edited(
    { "builds.image": "registry.example.org/repo2docker-ssh:1" },
    withType("sshKey", { knownHosts: [hostKey("git.example.org")], repositories: ["git.example.org/team/*"] }),
  ),
  perUser: edited({ privateRepositories: { type: "perUser" } }, closedStack),
} as const satisfies Readonly<Record<string, StackConfig>>;

/** One of these stacks, with edits. */
export function stack(type: keyof typeof stacks, edits: Edits = {}): StackConfig {
  return edited(edits, stacks[type]);
}

/** A stack without anything that could hold a private repository. */
export const openStack = goodStack;
