import { edited, type Edits, existingStack, goodStack, type StackConfig } from "../../stack/stack";
import { gpuSize, sizedStack, withSizes } from "./stacks";

const open = goodStack;

/** Sizes with which nothing is wrong. */
export const goodSizes: readonly (readonly [name: string, edits: Edits, base: StackConfig])[] = [
  [
    "everything that a size can say",
    withSizes(
      gpuSize({
        users: ["ada"],
        groups: ["course ml"],
        memoryGuarantee: "2G",
        cpuGuarantee: 0.5,
        atOnce: 5,
        hours: 4,
        storage: false,
        imagePullPolicy: "Always",
      }),
    ),
    sizedStack,
  ],
  ["a size by its name alone, which is for all", withSizes({ name: "all" }), open],
  ["a size for all that is the last", withSizes(gpuSize(), { name: "all", memory: "1G" }), sizedStack],
  ["a size for repositories without a login", withSizes({ name: "a", repositories: ["github.com/a/*"] }), open],
  ["half an hour", withSizes({ name: "short", hours: 0.5 }), open],
  ["less than is set aside for all", withSizes({ name: "small", memory: "128M", cpu: 0.01 }), open],
  ["GPUs of whichever pool has some", withSizes(gpuSize({ pool: undefined })), sizedStack],
  ["as many as there is room for", withSizes(gpuSize({ atOnce: 5 })), sizedStack],
  [
    "some of the same people, or some of the same repositories",
    withSizes(
      { name: "a", users: ["ada"], repositories: ["github.com/a/*"] },
      { name: "b", users: ["ada"] },
      { name: "c", users: ["ada", "grace"] },
      { name: "d", groups: ["staff"], repositories: ["github.com/a/*"] },
      { name: "e", repositories: ["github.com/*"] },
    ),
    sizedStack,
  ],
  [
    "groups of a login that nobody is let in by",
    {
      auth: { type: "entra", clientId: "id", tenantId: "00000000-0000-0000-0000-000000000000", allowAll: true },
      exposure: { type: "singleHost", dnsLabel: "myhub", https: { email: "me@example.org" } },
      ...withSizes({ name: "staff", groups: ["11111111-1111-1111-1111-111111111111"] }),
    },
    sizedStack,
  ],
  [
    "nodes of a cluster that is there, by labels and taints",
    withSizes({ name: "big", nodeSelector: { "example.org/pool": "big" }, tolerations: [{ key: "big" }], gpu: 2 }),
    existingStack,
  ],
  [
    "a size on nodes of which nothing is known",
    withSizes({ name: "a", memory: "512G" }),
    edited({ "azure.vmSize": "Standard_M8ms" }),
  ],
  [
    "code of one's own that runs before the sizes",
    { ...withSizes(gpuSize()), "extraValues.jupyterhub.hub.extraConfig.10-mine": "pass" },
    sizedStack,
  ],
  [
    "a repository of GitHub that a regular expression may let in, beside an allow list of others",
    {
      ...withSizes({ name: "a", repositories: ["github.com/a/*"] }),
      "repositories.allowed": ["gitlab.com/*"],
      "limits.allowedRepos": ["^a/"],
    },
    open,
  ],
  [
    "patterns of every source",
    withSizes({ name: "a", repositories: ["doi.org/10.5281/*", "gitlab.com/a/*", "git.example.org/a/*"] }),
    open,
  ],
];
