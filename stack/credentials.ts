import { type Credential, credentialsIn, madeTokens, shapeOf } from "../policy/credentials";
import { namespace } from "../settings/keys";
import { pathKey, type Problem, removeCommand, setCommand, setSecretCommand } from "../settings/problems";
import { at } from "../settings/untyped";
import { groupOrText, type RawConfig } from "./raw";
import { secretSettings } from "./schema";

/** The setting for values of the chart. */
const extraValues = `${namespace}:extraValues`;

/** Settings of the Azure provider that are credentials. */
const providers = /^azure-native:(clientSecret|clientCertificatePassword|oidcToken|oidcRequestToken)$/;

/** Places that have a secret setting of their own, by the end of their path. */
const counterparts: readonly (readonly [place: RegExp, secret: string])[] = [
  [/^registry\.password$/, "registryPassword"],
  [/^jupyterhub\.hub\.config\.\w*(OAuthenticator|OpenIDConnect\w*)\.client_secret$/, "authClientSecret"],
  [/(^config\.GitHubRepoProvider\.access_token|GITHUB_ACCESS_TOKEN(\.value)?)$/, "githubApiToken"],
];

interface Found extends Credential {
  readonly key: string;
  readonly text: string;
}

/** Credentials in plain text: whoever reads the stack's file would have them. Neither they nor what stands around them is shown. */
export function credentialProblems(raw: RawConfig): Problem[] {
  return plainCredentials(raw).map(({ key, path, what, text }) => {
    const rule = `holds ${what} in plain text. Treat it as known: make a new one`;
    if (providers.test(key)) return { key, rule: `${rule}, and encrypt it`, mend: setSecretCommand(key) };
    if (!key.startsWith(extraValues)) {
      const bare = text.replace(/:\/\/[^\s/?#]*@/, "://");
      const mend = bare === text || shapeOf(bare) !== undefined ? removeCommand(key) : setCommand(key, bare);
      return { key, rule: `${rule}. There is no room for it here`, mend };
    }
    const secret = secretFor(path);
    return {
      key,
      rule: `${rule}, and put it into the secret ${secret}`,
      mend: `${removeCommand(key)} && ${setSecretCommand(secret)}`,
    };
  });
}

/** Problems without those that would show a credential, or that are about the same value. */
export function withoutCredentials(problems: readonly Problem[], raw: RawConfig): Problem[] {
  const found = plainCredentials(raw);
  return problems.filter((problem) => {
    const [value = "", words] = [problem.value, `${problem.key}\n${problem.rule}\n${problem.mend ?? ""}`];
    // A very short text is part of many words.
    return !found.some(
      ({ key, text }) => problem.key === key || value.includes(text) || (text.length > 3 && words.includes(text)),
    );
  });
}

function plainCredentials({ values, secretKeys }: RawConfig): Found[] {
  return Object.entries(values).flatMap(([key, value]): Found[] => {
    const name = key.startsWith(`${namespace}:`) ? key.slice(namespace.length + 1) : undefined;
    if (secretKeys.includes(key) || value === "" || (name !== undefined && Object.hasOwn(secretSettings, name)))
      return [];
    if (providers.test(key)) return [{ key, path: [], what: "a credential", text: value }];
    const content = groupOrText(value);
    const found = credentialsIn(content, [], name === "extraValues");
    // A token that the program makes is refused for that reason, in one sentence.
    const own = ({ path }: Credential) =>
      madeTokens.test(path.join(".")) && shapeOf(String(at(content, ...path))) === undefined;
    return found
      .filter((one) => !own(one))
      .map(({ path, what }) => ({
        key: path.length === 0 || name === undefined ? key : pathKey([name, ...path]),
        path,
        what,
        text: String(at(content, ...path)),
      }));
  });
}

/** The secret setting of a place. If it has none of its own, it is the same place in the secret values: so Pulumi hides the text wherever it prints. */
function secretFor(path: readonly string[]): string {
  const own = counterparts.find(([place]) => place.test(path.join(".")))?.[1];
  return own === undefined ? pathKey(["extraSecretValues", ...path]) : `${namespace}:${own}`;
}
