import * as z from "zod";
import { group, text } from "../../settings/names";
import { type DeepReadonly } from "../../settings/settings";
import { patternForm, patternRule } from "../repositories/pattern";
import { knownHostForm, knownHostRule, isWholeKey } from "./known-hosts";

const list = "a list of patterns such as github.com/mygroup/*";
const patterns = z
  .array(text(patternForm, patternRule), { error: list })
  .min(1, "a list of at least one pattern such as github.com/mygroup/*");

const shared = patterns.meta({
  description: "The private repositories, by patterns as in `repositories.allowed`.",
  example: ["github.com/mygroup/*"],
});

/** No repository is private: the hub launches what everybody may read. */
const none = group({ type: z.literal("none") });

/** @see https://docs.github.com/en/apps/creating-github-apps/authenticating-with-a-github-app/authenticating-as-a-github-app-installation */
const githubApp = group({
  type: z.literal("githubApp"),
  appId: z
    .int({ error: "the App's number, which its page shows" })
    .min(1, "the App's number, which its page shows")
    .meta({
      description: "The App's id, a number. Its private key is `privateRepositoriesKey`.",
      example: 123_456,
    }),
  repositories: shared,
});

/** @see https://docs.gitlab.com/topics/git/clone/#clone-using-a-token */
const token = group({
  type: z.literal("token"),
  username: text(/^[\w.@+-]+$/, "a user name of letters, digits and .@+-_")
    .default("oauth2")
    .meta({
      description:
        "User name that goes with the token. `oauth2` is right for GitLab's project, group and personal tokens and for GitHub's; a deploy token and Gitea have a name of their own.",
      example: "oauth2",
    }),
  repositories: shared.meta({
    description: "The private repositories of one server, by patterns as in `repositories.allowed`.",
    example: ["gitlab.com/mygroup/*"],
  }),
});

const sshKey = group({
  type: z.literal("sshKey"),
  knownHosts: z
    .array(
      text(knownHostForm, knownHostRule).refine(
        isWholeKey,
        "a whole line of ssh-keyscan: the key in it is cut off, or of another type",
      ),
      { error: "a list of lines as ssh-keyscan prints them" },
    )
    .min(1, "a list of at least one line as ssh-keyscan prints it")
    .meta({
      description:
        "Public keys of the Git servers, by lines as `ssh-keyscan` prints them. Compare them with what the server's owner publishes.",
      example: ["git.example.org ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"],
    }),
  repositories: shared.meta({
    description: "The private repositories, by patterns as in `repositories.allowed`.",
    example: ["git.example.org/team/*"],
  }),
});

const perUser = group({
  type: z.literal("perUser"),
  repositories: patterns.optional().meta({
    description:
      "Which repositories may be private, by patterns as in `repositories.allowed`. Default: all at the server where people log in.",
    example: ["github.com/mygroup/*"],
    narrows: true,
  }),
});

/** The `binderhub:privateRepositories` group: which private repositories are launched, and by whose right. */
export const privateRepositories = z.discriminatedUnion("type", [none, githubApp, token, sshKey, perUser], {
  error: "one of none, githubApp, token, sshKey, perUser",
});

declare module "../../settings/settings" {
  interface Settings {
    readonly privateRepositories: DeepReadonly<z.output<typeof privateRepositories>>;
  }
  interface Secrets {
    readonly privateRepositoriesKey?: string;
  }
}
