import { parse } from "yaml";
import { at, isRecord } from "../../settings/untyped";

/** The application that API servers of AKS are in every Entra ID. @see https://azure.github.io/kubelogin/concepts/aks.html */
const aksServer = "6dae42f8-4368-4678-94ff-3960e28e3630";

/**
 * A kubeconfig for a cluster that people log in to with Entra ID. It holds no credential: `kubelogin` asks the Azure CLI for a token each time. AKS
 * itself gives one in which a person logs in with a browser. `undefined` if AKS gave a local account's credential.
 *
 * It is the same for everybody. The environment variable `AAD_LOGIN_METHOD` chooses another way to log in where there is no `az login`, or not for
 * long enough: kubelogin obeys the variable before the argument.
 * @see https://github.com/Azure/kubelogin/blob/main/pkg/internal/converter/convert.go `Convert`, for the arguments
 * @see https://github.com/Azure/kubelogin/blob/main/pkg/internal/token/options.go `UpdateFromEnv`
 *
 * @param text as AKS gives it, in the format `exec`
 */
export function entraKubeconfig(text: string): string | undefined {
  const config: unknown = parse(text);
  const users = at(config, "users");
  if (!isRecord(config) || !Array.isArray(users) || users.length === 0) return undefined;
  const asked = users.map((user: unknown) => withoutCredential(user));
  if (asked.some((user) => user === undefined)) return undefined;
  // JSON is YAML.
  return JSON.stringify({ ...config, users: asked });
}

function withoutCredential(user: unknown): object | undefined {
  const exec = at(user, "user", "exec");
  if (!isRecord(exec)) return undefined;
  const given = Array.isArray(exec.args) ? (exec.args as unknown[]) : [];
  const argument = (name: string) => given.find((_, index) => given[index - 1] === name);
  const environment = argument("--environment");
  const args = [
    ...["get-token", "--login", "azurecli", "--server-id", argument("--server-id") ?? aksServer],
    // The Azure CLI knows its cloud. Other ways to log in need it.
    ...(environment === undefined ? [] : ["--environment", environment]),
  ];
  return { name: at(user, "name"), user: { exec: { ...exec, args } } };
}
