import * as z from "zod";
import { cidr, group, text, wholeNumber } from "../../settings/names";
import { type DeepReadonly } from "../../settings/settings";

/** JupyterHub's amounts of memory: powers of 1024. */
export const memory = text(/^(?!0+(\.0+)?[KMGT])\d+(\.\d+)?[KMGT]$/, "an amount of memory such as 2G (K, M, G or T)");
const quantity = text(/^[1-9]\d*(Mi|Gi)$/, "an amount of memory such as 4Gi (Mi or Gi)");
export const cores = z
  .number({ error: "a number of cores such as 0.5" })
  .positive("more than 0")
  .max(1024, "at most 1024");

/** A Python regular expression, for BinderHub. What JavaScript refuses is certainly wrong for Python too, but for what only Python has. */
const pattern = z
  .string({ error: "a regular expression" })
  .refine((source) => {
    try {
      new RegExp(source.replace(/^\(\?[aimsux]+\)/, "").replaceAll("(?P<", "(?<"));
      return !/\(\?<(?![=!])/.test(source);
    } catch {
      return false;
    }
  }, "a regular expression that compiles")
  .refine(
    (source) => !/:\/\/|^\^?(www\\?\.)?git(hub|lab)\\?\.com/i.test(source),
    "over owner/repository/ref, without the host: BinderHub compares nothing else (repositories.* takes patterns with the host)",
  );

/** In a list that lets in, an account alone lets in every account that begins like it. */
const inward = pattern.refine(
  (source) => !/^\^?[\w-]+$/.test(source),
  "an account with '/' after it: without, it lets in every account that begins like this one",
);

const patterns = (what: string, example: string, item = pattern) =>
  z
    .array(item.meta({ example }), { error: "a list of regular expressions" })
    .min(1, "a list of at least one regular expression")
    .optional()
    .meta({
      description: `The older way: GitHub repositories ${what}, as regular expressions over \`owner/repository/ref\`. \`repositories\` has patterns for every source.`,
      example: [example],
    });

const share = wholeNumber(1, 99);

/** The `binderhub:limits` group: what one person, one build and one repository may take. If a limit is not set, the chart's default applies. */
export const limits = group({
  userMemory: memory
    .default("2G")
    .meta({ description: "Memory that a server may use; beyond it, it is killed.", example: "2G" }),
  userMemoryGuarantee: memory.optional().meta({
    description: "Memory that is set aside for a server. Default: `256M`, or `userMemory` if that is less.",
    example: "512M",
  }),
  userCpu: cores.default(1).meta({ description: "Cores that a server may use.", example: 1 }),
  userCpuGuarantee: cores.optional().meta({
    description: "Cores that are set aside for a server. Default: `0.05`, or `userCpu` if that is less.",
    example: 0.1,
  }),
  buildMemory: quantity.optional().meta({
    description:
      "Memory that all builds on a node may use together. They run in one daemon, so they cannot be limited one by one.",
    example: "4Gi",
  }),
  buildCpu: cores.optional().meta({ description: "Cores that all builds on a node may use together.", example: 2 }),
  buildMemoryRequest: quantity.optional().meta({
    description: "Memory that is set aside on its node for each build. Default: `512Mi`.",
    example: "1Gi",
  }),
  totalQuota: wholeNumber(0, 100_000).optional().meta({
    description: "Number of servers that may run at the same time. With 0, no server can start (maintenance).",
    example: 100,
  }),
  repoQuota: wholeNumber(1, 100_000)
    .optional()
    .meta({ description: "Number of servers of one repository that may run at the same time.", example: 50 }),
  highQuota: wholeNumber(1, 100_000).optional().meta({
    description: "The same as `repoQuota`, for the repositories in `repositories.highQuota`.",
    example: 100,
  }),
  highQuotaRepos: patterns("that have the higher quota", "^mygroup/", inward),
  bannedRepos: patterns("that may not be launched", "^somebody/miner"),
  allowedRepos: patterns("that may be launched, and no others", "^mygroup/", inward).meta({ narrows: true }),
  launchRate: wholeNumber(1, 100_000).optional().meta({
    description:
      "Number of launches that one IP address may ask for in an hour without the Binder page and without a login, as programs do. Launches from the page are not counted.",
    example: 10,
  }),
  launchRateExempt: z
    .array(cidr, { error: "a list of address ranges" })
    .min(1, "a list of at least one address range")
    .optional()
    .meta({
      description: "Address ranges to which `launchRate` does not apply, such as a lecture room's.",
      example: ["203.0.113.0/24"],
    }),
  bannedNetworks: z
    .array(cidr, { error: "a list of address ranges" })
    .min(1, "a list of at least one address range")
    .optional()
    .meta({ description: "Address ranges whose requests BinderHub refuses.", example: ["203.0.113.0/24"] }),
  idleTimeout: wholeNumber(60, 604_800)
    .default(3600)
    .meta({ description: "Seconds after which an idle server is stopped.", example: 3600 }),
  maximumAge: wholeNumber(0, 2_592_000).default(0).meta({
    description: "Seconds after which a server is stopped, even if it is in use. 0 means never.",
    example: 21_600,
  }),
  imageCleanerHigh: share.default(80).meta({
    description: "Image clean-up starts when this percentage of the node's disk is used. All data on the disk count.",
    example: 80,
  }),
  imageCleanerLow: share.default(60).meta({ description: "Clean-up stops at this percentage.", example: 60 }),
});

declare module "../../settings/settings" {
  interface Settings {
    readonly limits: DeepReadonly<z.output<typeof limits>>;
  }
}
