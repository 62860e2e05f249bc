import { type Problem } from "../settings/problems";
import { parseSettings } from "../stack/parse";
import { asTexts } from "../stack/raw";
import { secretNames, secretSettings } from "../stack/schema";
import { namespace } from "../settings/keys";

/** A stack's configuration by full key. Groups are objects. */
export type Config = Readonly<Record<string, unknown>>;

/** The context of a cluster that is there, until a person fills in another. */
export const exampleContext = "kind-binder";

const contexts = [{ name: exampleContext, context: { cluster: exampleContext, user: exampleContext } }];
const kubeconfig = Buffer.from(JSON.stringify({ contexts, "current-context": exampleContext }));

/** It passes for a password, and for a Google service account's key. */
const anySecret = '{"type": "service_account"}';

/** What the program says of a configuration, if all secrets that it needs are set and its cluster is there. */
export function problemsOf(config: Config): readonly Problem[] {
  const needed = secretNames.filter((name) => secretSettings[name].needed !== undefined);
  const secretKeys = needed.map((name) => `${namespace}:${name}`);
  const secrets = Object.fromEntries(secretKeys.map((key) => [key, anySecret]));
  return parseSettings({ values: asTexts({ ...config, ...secrets }), secretKeys }, () => kubeconfig, "/").problems;
}

/** The secrets that a configuration needs: those that are missing without them. */
export function secretsNeeded(config: Config): readonly string[] {
  const { problems } = parseSettings({ values: asTexts(config), secretKeys: [] }, () => kubeconfig, "/");
  const keys = new Set(problems.map(({ key }) => key));
  return secretNames.filter((name) => keys.has(`${namespace}:${name}`));
}
