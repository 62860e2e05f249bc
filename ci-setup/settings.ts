import { createHash } from "node:crypto";
import * as z from "zod";

/** What may be set. Keys are those of the stack file after `binderhub-ci-setup:`, save `stage`, which is the stack's name, and `location`. */
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
          "owner/name, or owner@id/name@id where GitHub's tokens name the repository so",
        )
        .refine((text) => (text.match(/@/g) ?? []).length !== 1, "both ids or none: owner@id/name@id"),
    ),
  location: z.string("an Azure region, such as westeurope").regex(/^[a-z0-9]+$/, "an Azure region, such as westeurope"),
  name: z
    .string()
    .regex(/^[a-z][a-z0-9]{2,23}$/, "3 to 24 small letters and digits, a letter first")
    .optional(),
  users: z.array(z.uuid("the object id of a user in Entra ID")).default([]),
  assignsRoles: z.boolean("true or false").default(false),
  protect: z.boolean("true or false").default(true),
});

/** What a person may say. */
export type RawSettings = { readonly [key in keyof z.input<typeof schema>]: unknown };

/** A stage of the set-up. */
export interface Settings {
  /** Stack of the program that the workflow deploys. */
  readonly stage: "dev" | "prod";
  /** What GitHub's tokens call the repository: `owner/name`, or `owner@id/name@id`. */
  readonly subject: string;
  /** The repository without ids: `owner/name`. */
  readonly repository: string;
  /** Azure region, such as `westeurope`. */
  readonly location: string;
  /** Name of the storage account and of the vault; unique in the world. @default made from stage and repository */
  readonly name: string;
  /** Object ids of the users who may read and write the stage's state. @default whoever runs the set-up */
  readonly users: readonly string[];
  /** Whether the workflow may give the cluster the role AcrPull, as `registry.pull: role` asks. @default false */
  readonly assignsRoles: boolean;
  /** Whether Pulumi refuses to delete any of it, save the roles of users. @default true */
  readonly protect: boolean;
}

/**
 * Checks what was said.
 *
 * @throws with everything that is wrong, a line each
 */
export function settings(raw: Partial<RawSettings>): Settings {
  const said = Object.fromEntries(Object.entries(raw).filter(([, value]) => value !== undefined));
  const { success, data, error } = schema.safeParse(said);
  if (!success) {
    const lines = error.issues.map(({ path, message }) => `  ${path.join(".")}: ${message}`);
    throw new Error(["The set-up cannot begin; nothing was changed.", ...lines].join("\n"));
  }
  const { repository: subject, name, ...others } = data;
  const repository = subject.replace(/@\d+/g, "");
  return { ...others, subject, repository, name: name ?? madeName(others.stage, repository) };
}

/** A name that is most likely free, and the same for the same repository. */
function madeName(stage: string, repository: string): string {
  return `hub${stage}${createHash("sha256").update(`${repository.toLowerCase()} ${stage}`).digest("hex").slice(0, 12)}`;
}
