import * as z from "zod";
import { group, list, text, wholeNumber } from "../../settings/names";
import { selector, tolerations } from "../../settings/placement";
import { type DeepReadonly } from "../../settings/settings";
import { cores, memory } from "../limits/settings";
import { groupNames } from "../login/settings";
import { patternForm, patternRule } from "../repositories/pattern";

/** One size: whose servers have it, and what it is. What it does not say is that of all servers. */
const size = group({
  name: text(
    /^[a-z0-9]([-a-z0-9]{0,30}[a-z0-9])?$/,
    "1 to 32 lower-case letters, digits and hyphens, not beginning or ending in a hyphen",
  ).meta({ description: "Name that people are shown.", example: "gpu" }),
  repositories: z
    .array(text(patternForm, patternRule), { error: "a list of patterns such as github.com/mygroup/*" })
    .min(1, "a list of at least one pattern such as github.com/mygroup/*")
    .optional()
    .meta({
      description: "Repositories whose servers have it, by patterns as in `repositories.allowed`. Default: any.",
      example: ["github.com/mygroup/deep-*"],
      narrows: true,
    }),
  users: list("user name")
    .optional()
    .meta({
      description: "People who have it, or who is in one of `groups`. Default: anybody.",
      example: ["ada"],
      narrows: true,
    }),
  groups: groupNames("group")
    .optional()
    .meta({
      description:
        "Groups whose members have it: of the login with `auth.type` `entra` and `openIdConnect` (`auth.groupsClaim`), else those that an administrator makes in the hub.",
      example: ["course-ml"],
      narrows: true,
    }),
  memory: memory
    .optional()
    .meta({ description: "Memory that a server may use. Default: `limits.userMemory`.", example: "8G" }),
  memoryGuarantee: memory.optional().meta({
    description: "Memory that is set aside for a server. Default: that of all servers, or `memory` if that is less.",
    example: "2G",
  }),
  cpu: cores.optional().meta({ description: "Cores that a server may use. Default: `limits.userCpu`.", example: 2 }),
  cpuGuarantee: cores.optional().meta({
    description: "Cores that are set aside for a server. Default: those of all servers, or `cpu` if that is less.",
    example: 0.5,
  }),
  gpu: wholeNumber(1, 16).optional().meta({ description: "GPUs of a server. Default: none.", example: 1 }),
  pool: text(/^[a-z][a-z0-9]{0,11}$/, "the name of a pool in azure.pools")
    .optional()
    .meta({
      description:
        "The pool of `azure.pools` whose nodes its servers run on (platform `azure`). Default: any pool for users.",
      example: "deep",
    }),
  nodeSelector: selector("its servers (platform `existing`)"),
  tolerations: tolerations("its servers (platform `existing`)"),
  atOnce: wholeNumber(1, 10_000).optional().meta({
    description: "Number of its servers that may run at the same time in the whole hub. Default: any.",
    example: 5,
  }),
  hours: z
    .number({ error: "a number of hours such as 4" })
    .min(0.25, "at least 0.25")
    .max(720, "at most 720")
    .optional()
    .meta({
      description: "Hours after which a server ends, even if it is in use. Nobody is warned. Default: never.",
      example: 4,
    }),
  storage: z.boolean({ error: "true or false" }).optional().meta({
    description: "Whether a server has its person's volume (`storage`). Default: it has.",
    example: false,
  }),
  imagePullPolicy: z.enum(["Always", "IfNotPresent"], { error: "one of Always, IfNotPresent" }).optional().meta({
    description: "Whether a node asks the registry for an image at every start. Default: the chart's, `IfNotPresent`.",
    example: "Always",
  }),
});

/** The setting `binderhub:sizes`: sizes of servers, of which the first that matches counts. */
export const sizes = z
  .array(size, { error: "a list of sizes, each with its name" })
  .min(1, "at least one size, or left out")
  .optional()
  .meta({
    description:
      "Sizes of servers by repository and by person. The first that matches counts; where none does, `limits` says the size. docs/sizes.md has examples.",
    example: [{ name: "gpu", repositories: ["github.com/mygroup/deep-*"], gpu: 1, pool: "deep", atOnce: 5 }],
  });

/** The sizes, as they are set. */
export type Sizes = NonNullable<DeepReadonly<z.output<typeof sizes>>>;
export type Size = Sizes[number];

declare module "../../settings/settings" {
  interface Settings {
    readonly sizes?: Sizes;
  }
}
