import { createHash } from "node:crypto";
import * as z from "zod";

/** The settings. Their keys in the stack's file begin with `binderhub-ci-setup:`, except `location`, and `stage`, which is the stack's name. */
const schema = z.strictObject({
  stage: z.enum(["dev", "prod"], { error: "one of dev, prod: the stacks that deploy.yml deploys" }),
  // Names: https://docs.github.com/enterprise-cloud@latest/admin/identity-and-access-management/iam-configuration-reference/username-considerations-for-external-authentication
  // Ids: https://learn.microsoft.com/entra/workload-id/workload-identities-github-immutable-subjects
  repository: z
    .string("owner/name")
    .transform((text) => text.replace(/^repo:/, ""))
    .pipe(
      z
        .string()
        .regex(
          /^[A-Za-z0-9](?:[A-Za-z0-9_-]{0,38}[A-Za-z0-9])?(?:@\d+)?\/[A-Za-z0-9._-]{1,100}(?:@\d+)?$/,
          "owner/name, or owner@id/name@id if GitHub's tokens name the repository in this way",
        )
        .refine((text) => (text.match(/@/g) ?? []).length !== 1, "both ids or none: owner@id/name@id"),
    ),
  location: z.string("an Azure region, such as westeurope").regex(/^[a-z0-9]+$/, "an Azure region, such as westeurope"),
  name: z
    .string()
    .regex(/^[a-z][a-z0-9]{2,23}$/, "3 to 24 lower-case letters and digits, beginning with a letter")
    .optional(),
  users: z.array(z.uuid("the object id of a user in Entra ID")).default([]),
  assignsRoles: z.boolean("true or false").default(false),
  protect: z.boolean("true or false").default(true),
});

/** The settings as a person gives them, not checked yet. */
export type RawSettings = { readonly [key in keyof z.input<typeof schema>]: unknown };

/** The checked settings of one stage. */
export interface Settings {
  /** The stack that the workflow deploys. */
  readonly stage: "dev" | "prod";
  /** The repository's name in GitHub's tokens: `owner/name`, or `owner@id/name@id`. */
  readonly subject: string;
  /** The repository without ids: `owner/name`. */
  readonly repository: string;
  /** Azure region, such as `westeurope`. */
  readonly location: string;
  /** Name of the storage account and of the vault, unique in the world. @default made from stage and repository */
  readonly name: string;
  /** Object ids of the users who may read and write the stage's state. @default the user who runs the set-up */
  readonly users: readonly string[];
  /** Whether the workflow may give the roles that `registry.pull: role` and `schedule.sleep: cluster` need. @default false */
  readonly assignsRoles: boolean;
  /** Whether Pulumi refuses to delete any of it, except the roles of users. @default true */
  readonly protect: boolean;
}

/**
 * Checks the settings.
 *
 * @throws an error that lists everything that is wrong, one line each
 */
export function settings(raw: Partial<RawSettings>): Settings {
  const said = Object.fromEntries(Object.entries(raw).filter(([, value]) => value !== undefined));
  const { success, data, error } = schema.safeParse(said);
  if (!success) {
    const lines = error.issues.map(({ path, message }) => `  ${path.join(".")}: ${message}`);
    throw new Error(["The set-up cannot begin. Nothing was changed.", ...lines].join("\n"));
  }
  const { repository: subject, name, ...others } = data;
  const repository = subject.replace(/@\d+/g, "");
  return { ...others, subject, repository, name: name ?? madeName(others.stage, repository) };
}

/** A name that is most likely free. It is always the same for the same repository and stage. */
function madeName(stage: string, repository: string): string {
  return `hub${stage}${createHash("sha256").update(`${repository.toLowerCase()} ${stage}`).digest("hex").slice(0, 12)}`;
}
