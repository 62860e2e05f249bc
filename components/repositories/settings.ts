import * as z from "zod";
import { group, text } from "../../settings/names";
import { type DeepReadonly } from "../../settings/settings";
import { patternForm, patternRule } from "./pattern";
import { type Source, sourceNames } from "./sources";

const patterns = (what: string, example: string) =>
  z
    .array(text(patternForm, patternRule), { error: "a list of patterns such as github.com/mygroup/*" })
    .min(1, "a list of at least one pattern such as github.com/mygroup/*")
    .optional()
    .meta({
      description: `Repositories ${what}, by patterns such as \`github.com/mygroup/*\`. They hold in every source.`,
      example: [example],
    });

/** A server, which may have a port. */
const server = text(
  /^(?=.{1,253}$)[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?(\.[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?)+(:[1-9]\d{0,4})?$/,
  "a full host name in lower case such as git.example.org, with a port if needed, without scheme or path",
);

const names = sourceNames.join(", ");

/** The `binderhub:repositories` group: what may be launched, and from where. */
export const repositories = group({
  sources: z
    .array(z.enum(sourceNames as [Source, ...Source[]], { error: `one of ${names}` }), {
      error: `a list of sources: ${names}`,
    })
    .min(1, "a list of at least one source")
    .optional()
    .meta({
      description: `Where repositories may come from; the Binder page offers only these. Default: all (${names}), or, with \`allowed\`, those that its patterns name.`,
      example: ["github", "zenodo"],
      narrows: true,
    }),
  allowed: patterns("that alone are launched", "github.com/mygroup/*").meta({ narrows: true }),
  banned: patterns("that are not launched", "github.com/somebody/miner"),
  highQuota: patterns("with the higher quota `limits.highQuota`", "github.com/mygroup/*"),
  githubHost: server.optional().meta({
    description: "Host of a GitHub Enterprise server, in place of github.com.",
    example: "github.example.org",
  }),
  gitlabHost: server.optional().meta({
    description: "Host of a GitLab server of your own, in place of gitlab.com.",
    example: "gitlab.example.org",
  }),
});

declare module "../../settings/settings" {
  interface Settings {
    readonly repositories: DeepReadonly<z.output<typeof repositories>>;
  }
}
