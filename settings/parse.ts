import type * as z from "zod";
import { type Cloud, cloudNamed, clouds, cloudOf } from "../components/cluster/clouds";
import { explain } from "./explain";
import { fullPath, pictureUrl, type ReadFile } from "./files";
import { chooseContext } from "../components/cluster/kubeconfig";
import { type Problem, setCommand } from "./problems";
import { environmentKey, namespace, type RawConfig, unpack } from "./raw";
import { checkRules } from "./rules";
import { secretRules } from "./rules/secrets";
import { schema } from "./schema";
import { type SecretName } from "./secrets";

/** Everything under `T`, readonly. */
type DeepReadonly<T> = T extends object ? { readonly [K in keyof T]: DeepReadonly<T[K]> } : T;

/** The settings of a stack: complete, checked, with defaults filled in. */
export type Settings = DeepReadonly<Omit<z.output<typeof schema>, "registry" | "auth">> & {
  readonly registry: DeepReadonly<z.output<typeof schema>["registry"]> & {
    /** Host of an Azure registry. @default its host in the public cloud */
    readonly host?: string;
  };
  readonly auth: DeepReadonly<z.output<typeof schema>["auth"]> & {
    /** Host at which people log in with Entra ID. @default the public cloud's */
    readonly host?: string;
  };
  /** Azure's cloud (`azure-native:environment`): the public one, unless another is named. */
  readonly cloud: Cloud;
  /** Azure region (`azure-native:location`), such as `westeurope`; empty where the platform is not Azure. */
  readonly location: string;
  /** Pictures of the branding, as URLs. */
  readonly pictures: { readonly logo?: string; readonly favicon?: string };
  /** Kubeconfig and context of an existing cluster. */
  readonly kubernetes?: { readonly kubeconfig: string; readonly context: string };
};

/** A secret's plain text by its key, for those that are set. */
export type Secrets = Readonly<Partial<Record<SecretName, string>>>;

/** What a configuration amounts to: settings, or everything that is wrong with it. */
export type Parsed =
  | { readonly settings: Settings; readonly secrets: Secrets; readonly problems: readonly [] }
  | { readonly settings?: undefined; readonly problems: readonly Problem[] };

/**
 * Checks a stack's whole configuration: first the shape of every group, then the rules between groups of the right shape, so that
 * all problems are reported at once and none is reported twice. Pure but for the files that `read` gives it.
 *
 * @param project folder to which paths are relative
 */
export function parseSettings(raw: RawConfig, read: ReadFile, project: string): Parsed {
  const { values, secrets, location, problems: malformed, hidden } = unpack(raw);
  const parsed = schema.safeParse(values);
  const shape = parsed.success ? [] : explain(parsed.error, values);
  const broken = new Set([...hidden, ...(parsed.error?.issues ?? []).map(({ path }) => String(path[0]))]);
  const unseen = ({ key }: Problem) => hidden.includes(groupOf(key));
  const environment = raw.secretKeys.includes(environmentKey) ? undefined : raw.values[environmentKey];
  if (cloudNamed(environment) === undefined) malformed.push(unknownCloud(environment ?? ""));
  if (broken.has("platform")) return { problems: [...malformed, ...shape] };

  // Groups that are broken are stood in for, and what the rules then say of them is not told.
  const sound = Object.entries(values).map(([name, value]): [string, unknown] =>
    broken.has(name) ? [name, standIn(name, value)] : [name, value],
  );
  const { settings, problems } = complete(
    schema.parse({ registry: standIn("registry", undefined), ...Object.fromEntries(sound) }),
    location ?? "",
    cloudOf(environment),
    read,
    project,
  );
  const told = [...problems, ...checkRules(settings)].filter(({ key }) => !broken.has(groupOf(key)));
  const all = [
    ...malformed,
    ...[...shape, ...secretRules(settings, secrets)].filter((problem) => !unseen(problem)),
    ...told,
  ];
  return all.length === 0 ? { settings, secrets, problems: [] } : { problems: all };
}

/** Registry and login as another cloud than the public one has them. */
function hostsIn(cloud: Cloud, { registry, auth }: z.output<typeof schema>): Pick<Settings, "registry" | "auth"> {
  if (cloud === clouds[0]) return { registry, auth };
  const isAzure = registry.type === "azure" || registry.type === "azureExisting";
  return {
    registry: isAzure ? { ...registry, host: `${registry.name.toLowerCase()}.${cloud.registries}` } : registry,
    auth: auth.type === "entra" ? { ...auth, host: cloud.login } : auth,
  };
}

/** The provider would take the public cloud without a word. */
function unknownCloud(value: string): Problem {
  const rule = `must be one of ${clouds.map(({ names }) => names[0]).join(", ")}`;
  return { key: environmentKey, value, rule, mend: setCommand(environmentKey, "public") };
}

/** What takes the place of a group that is broken: its default, or where the type decides which secrets are needed, one like it. */
function standIn(group: string, value: unknown): unknown {
  const type = typeof value === "object" && value !== null && "type" in value ? value.type : undefined;
  if (group === "registry") {
    return type === "azure" || type === "none" || type === "inCluster"
      ? { type: "azure", name: "standin", prefix: "standin" }
      : { type: "dockerHub", username: "standin", prefix: "standin" };
  }
  if (group === "auth" && type !== undefined && type !== "none") {
    return type === "dummy" ? { type, allowAll: true } : { type: "github", clientId: "standin", allowAll: true };
  }
  return undefined;
}

/** The group that a problem's key belongs to; a secret belongs to the group that needs it. */
function groupOf(key: string): string {
  const name = key.slice(namespace.length + 1).split(/[.[]/)[0] ?? "";
  return name === "registryPassword"
    ? "registry"
    : name === "authClientSecret" || name === "dummyPassword"
      ? "auth"
      : name;
}

/** Adds what the settings refer to: pictures, kubeconfig context. */
function complete(shaped: z.output<typeof schema>, location: string, cloud: Cloud, read: ReadFile, project: string) {
  const { platform, existing, branding } = shaped;
  const readPath: ReadFile = (path) => read(fullPath(path, project));
  const picture = (name: "logo" | "favicon") =>
    branding[name] === undefined
      ? { problems: [] }
      : pictureUrl(`${namespace}:branding.${name}`, branding[name], readPath);
  const [logo, favicon] = [picture("logo"), picture("favicon")];
  const chosen =
    platform === "existing"
      ? chooseContext(existing.kubeconfig, readPath(existing.kubeconfig), existing.context)
      : { problems: [] };
  const settings: Settings = {
    ...shaped,
    ...hostsIn(cloud, shaped),
    location,
    cloud,
    pictures: { logo: logo.url, favicon: favicon.url },
    kubernetes:
      chosen.context === undefined
        ? undefined
        : { kubeconfig: fullPath(existing.kubeconfig, project), context: chosen.context },
  };
  return { settings, problems: [...logo.problems, ...favicon.problems, ...chosen.problems] };
}
