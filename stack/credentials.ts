import { type Credential, credentialsIn } from "../policy/credentials";
import { namespace } from "../settings/keys";
import { pathKey, type Problem, removeCommand, setSecretCommand } from "../settings/problems";
import { at } from "../settings/untyped";
import { groupOrText, type RawConfig } from "./raw";
import { secretSettings } from "./schema";

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
  return plainCredentials(raw).map(({ key, path, what }) => {
    const secret = key.startsWith(`${namespace}:`) ? secretFor(path) : key;
    return {
      key,
      rule: `holds ${what} in plain text. Treat it as known: make a new one, and put it into the secret ${secret}`,
      mend: key === secret ? setSecretCommand(key) : `${removeCommand(key)} && ${setSecretCommand(secret)}`,
    };
  });
}

/** Problems without those that would show a credential, or that are about the same value. */
export function withoutCredentials(problems: readonly Problem[], raw: RawConfig): Problem[] {
  const found = plainCredentials(raw);
  return problems.filter((problem) => {
    const shown = [problem.key, problem.value ?? "", problem.rule, problem.mend ?? ""].join("\n");
    return !found.some(({ key, text }) => problem.key === key || shown.includes(text));
  });
}

function plainCredentials({ values, secretKeys }: RawConfig): Found[] {
  return Object.entries(values).flatMap(([key, value]): Found[] => {
    const name = key.startsWith(`${namespace}:`) ? key.slice(namespace.length + 1) : undefined;
    if (secretKeys.includes(key) || value === "" || (name !== undefined && Object.hasOwn(secretSettings, name)))
      return [];
    if (providers.test(key)) return [{ key, path: [], what: "a credential", text: value }];
    const content = groupOrText(value);
    return credentialsIn(content, [], name === "extraValues").map(({ path, what }) => ({
      key: path.length === 0 || name === undefined ? key : pathKey([name, ...path]),
      path,
      what,
      text: String(at(content, ...path)),
    }));
  });
}

function secretFor(path: readonly string[]): string {
  const own = counterparts.find(([place]) => place.test(path.join(".")))?.[1];
  return `${namespace}:${own ?? "extraSecretValues"}`;
}
