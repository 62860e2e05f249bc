import { type Concept } from "../concept";
import { files, keyFits } from "./key";
import { PrivateRepositories } from "./private-repositories";
import { privateRepositoryRules, privateRepositoryWarnings } from "./rules";
import { privateRepositories as group } from "./settings";
import { privateRepositoryValues } from "./values";

/** Repositories that not everybody may read. */
export const privateRepositories = {
  settings: {
    privateRepositories: group
      .prefault({ type: "none" })
      .meta({ description: "Which private repositories are launched, and by whose right." }),
  },
  secrets: {
    privateRepositoriesKey: {
      description:
        "What reads private repositories: the private key of a GitHub App, a token, or a private key for SSH (`privateRepositories.type`).",
      file: files,
      needed: {
        by: "privateRepositories",
        types: {
          githubApp: "the private key of the GitHub App, with which the hub reads the repositories",
          token: "the token with which the hub reads the repositories",
          sshKey: "the private key with which the hub reads the repositories",
        },
      },
      check: keyFits,
    },
  },
  rules: privateRepositoryRules,
  warnings: privateRepositoryWarnings,
  values: privateRepositoryValues,
  inNamespace({ privateRepositories: { type }, tokenRotation }, { secrets }, { name, namespace, values, opts }) {
    if (type === "none") return [];
    const made = new PrivateRepositories(
      `${name}-private`,
      { type, namespace, rotation: tokenRotation, key: secrets.privateRepositoriesKey },
      opts,
    );
    return [{ resource: made, values: made.values(values) }];
  },
} satisfies Concept;
