import * as z from "zod";
import { group, pinnedImage, text, wholeNumber } from "../../settings/names";
import { type DeepReadonly } from "../../settings/settings";
import { versions } from "../../settings/versions";
import { everyChoices } from "./schedule";

/** How often, how long, and with what: the same wherever backups are kept. */
const common = {
  every: z
    .enum(everyChoices, { error: `one of ${everyChoices.join(", ")}` })
    .default("24h")
    .meta({ description: "How often a backup is made.", example: "24h" }),
  at: text(/^([01]\d|2[0-3]):[0-5]\d$/, "a time of day such as 02:41, in UTC")
    .default("02:41")
    .meta({ description: "Time of day of a backup, in UTC.", example: "02:41" }),
  keep: group({
    days: wholeNumber(1, 366).default(14).meta({
      description: "Days for each of which the newest backup is kept.",
      example: 14,
    }),
    weeks: wholeNumber(0, 520).default(8).meta({
      description: "Weeks for each of which the newest backup is kept.",
      example: 8,
    }),
    months: wholeNumber(0, 120).default(6).meta({
      description: "Months for each of which the newest backup is kept.",
      example: 6,
    }),
  })
    .prefault({})
    .meta({
      description:
        "How long backups are kept. What was of a volume that is gone is deleted after the longest of these times.",
    }),
  image: pinnedImage.default(versions.restic.is).meta({
    description: "Image with restic, which reads the volumes and writes the backup.",
    example: versions.restic.is,
  }),
};

const none = group({ type: z.literal("none") });

/** A storage account that the stack makes. */
const azure = group({
  type: z.literal("azure"),
  account: text(/^[a-z0-9]{3,24}$/, "a storage account's name: 3 to 24 lower-case letters and digits").meta({
    description: "Name of the storage account to make, unique in the world.",
    example: "mygroupbackup",
  }),
  redundancy: z.enum(["LRS", "ZRS", "GRS", "GZRS"], { error: "one of LRS, ZRS, GRS, GZRS" }).default("LRS").meta({
    description:
      "Where Azure keeps the copies: `LRS` in one data centre, `ZRS` in several of the region, `GRS` and `GZRS` in a second region as well. Not every region has all of them.",
    example: "ZRS",
  }),
  ...common,
});

/** Any repository of restic's that needs no file: the storage is there already. */
const restic = group({
  type: z.literal("restic"),
  repository: text(
    /^(s3|azure|b2|swift|rest):[^\s@]+$/,
    "a repository of restic's: s3:, azure:, b2:, swift: or rest:, without a user or a password in it",
  ).meta({
    description:
      "Where backups are kept, as restic writes it. One hub each: two would take each other's files for their own.",
    example: "s3:https://s3.example.org/hub-backup",
  }),
  trust: text(/\S/, "the path of a file").optional().meta({
    description:
      "File with certificates (PEM) of the issuers that the storage's certificate may be from, in place of the public ones. Its path is relative to the project.",
    example: "./ca.pem",
  }),
  ...common,
});

/** The `binderhub:backup` group: where people's files and the hub's database are copied to, and for how long. */
export const backup = z.discriminatedUnion("type", [none, azure, restic], {
  error: "an object with a type, one of none, azure, restic",
});

/** Where a backup goes, complete. */
export type Backup = Exclude<DeepReadonly<z.output<typeof backup>>, { type: "none" }>;

declare module "../../settings/settings" {
  interface Settings {
    readonly backup: DeepReadonly<z.output<typeof backup>> & {
      /** What is in the file of `trust`. */
      readonly certificates?: string;
    };
  }
  interface Secrets {
    readonly backupPassword?: string;
    readonly backupCredentials?: string;
  }
}
