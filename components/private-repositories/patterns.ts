import { type Problem, removeCommand, setCommand } from "../../settings/problems";
import { type Asked } from "../../settings/settings";
import { neverLaunched } from "../repositories/launched";
import { fault, homesOf, type Pattern, parsePattern } from "../repositories/pattern";
import { type Source, sourceHosts, type SourceHosts } from "../repositories/sources";
import { isAbout, madeUpLine, nameInKnownHosts } from "./known-hosts";
import { loginSource } from "./people";

type Settings = Pick<Asked, "privateRepositories" | "repositories" | "limits" | "extraValues" | "auth">;
interface Fault {
  readonly rule: string;
  readonly mend: string;
}

const group = "binderhub:privateRepositories";
const keyOf = (index: number) => `${group}.repositories[${index}]`;

/** Patterns must name repositories that can be private, that the credential is good for, and that the hub launches at all. */
export function patternsFit(settings: Settings): Problem[] {
  const { privateRepositories } = settings;
  if (privateRepositories.type === "none") return [];
  const { repositories: values } = privateRepositories;
  if (values === undefined) {
    const wrong = unreachable(patternsOf(settings), settings).slice(0, 1);
    return wrong.map(({ rule, mend }) => ({ key: `${group}.type`, value: privateRepositories.type, rule, mend }));
  }
  const faults = values.flatMap((value, index) => {
    const found = faultOf(value, index, settings);
    return found === undefined ? [] : [{ key: keyOf(index), value, ...found }];
  });
  // Whether they are launched is known only once they mean something.
  if (faults.length > 0) return faults;
  return [
    ...values.flatMap((value, index) =>
      unreachable([parsePattern(value)], settings).map((found) => ({ key: keyOf(index), value, ...found })),
    ),
    ...serversAreKnown(privateRepositories),
  ];
}

/** The patterns of the settings, or all that there is where people log in. */
export function patternsOf({
  privateRepositories,
  repositories,
  extraValues,
  auth,
}: Pick<Asked, "privateRepositories" | "repositories" | "extraValues" | "auth">): readonly Pattern[] {
  if (privateRepositories.type === "none") return [];
  if (privateRepositories.repositories !== undefined) return privateRepositories.repositories.map(parsePattern);
  const source = loginSource(auth);
  return source === undefined ? [] : [parsePattern(`${sourceHosts(extraValues, repositories)[source]}/*`)];
}

/** The sources through which private repositories of a pattern come. */
export function privateSources(
  { host }: Pick<Pattern, "host">,
  { privateRepositories: { type }, auth }: Pick<Asked, "privateRepositories" | "auth">,
  hosts: SourceHosts,
): readonly Source[] {
  if (type === "none") return [];
  if (type === "githubApp") return ["github"];
  if (type === "sshKey") return ["git"];
  if (type === "perUser") return [loginSource(auth) ?? "github"];
  return host === hosts.github ? ["github", "git"] : host === hosts.gitlab ? ["gitlab", "git"] : ["git"];
}

function faultOf(value: string, index: number, settings: Settings): Fault | undefined {
  const { privateRepositories, repositories, extraValues, auth } = settings;
  if (privateRepositories.type === "none") return undefined;
  const { type } = privateRepositories;
  const hosts = sourceHosts(extraValues, repositories);
  const pattern = parsePattern(value);
  const others = (privateRepositories.repositories ?? []).filter((_other, at) => at !== index);
  const home =
    type === "githubApp" ? hosts.github : type === "perUser" ? hosts[loginSource(auth) ?? "github"] : hosts.gitlab;
  const away =
    others.length > 0
      ? removeCommand(keyOf(index))
      : type === "perUser"
        ? removeCommand(`${group}.repositories`)
        : setCommand(keyOf(index), `${home}/mygroup/*`);
  const wrong = fault(pattern, hosts, "in");
  const kind = neverPrivate(pattern, wrong?.better, hosts);
  if (kind !== undefined) return { rule: kind, mend: away };
  if (wrong !== undefined) return { rule: wrong.rule, mend: setCommand(keyOf(index), wrong.better) };
  const encrypted = setCommand(keyOf(index), value.replace(/^http:/i, "https:"));
  if (type === "sshKey") {
    return pattern.plain
      ? { rule: "begins with http://, and SSH is another way: leave that out", mend: encrypted }
      : undefined;
  }
  if (pattern.plain) {
    return {
      rule: "begins with http://: the credential would be sent unencrypted, for anybody on the way to read",
      mend: encrypted,
    };
  }
  if (type === "token") {
    const [first] = others.map((other) => parsePattern(other).host);
    const isSecond = index > 0 && first !== undefined && first !== pattern.host;
    return isSecond
      ? {
          rule: `is at another server than ${first}: the one token would be shown to both`,
          mend: removeCommand(keyOf(index)),
        }
      : undefined;
  }
  if (pattern.host === home) return undefined;
  const why =
    type === "githubApp"
      ? `is not at ${home}: a GitHub App has rights there alone (the types token and sshKey are for other servers)`
      : `is not at ${home}, where people log in: what they may read elsewhere, nobody tells`;
  return { rule: why, mend: away };
}

/** Why nothing that a pattern means can be private, as the rest of a sentence. */
function neverPrivate(pattern: Pattern, better: string | undefined, hosts: SourceHosts): string | undefined {
  const archive = pattern.host === "doi.org" || better?.startsWith("doi.org") === true;
  if (archive) return "names an archive's record: those are published, and BinderHub asks for them without a login";
  if (pattern.host === "hydroshare.org")
    return "names a resource of HydroShare, which BinderHub asks for without a login: only public ones are found";
  if (pattern.host === hosts.gist || pattern.host === "gist.github.com")
    return "names gists: whoever knows the address of a secret gist may read it, so there is no right that could be checked";
  return homesOf(pattern, hosts)[0] === "ckan"
    ? "names a dataset of CKAN, which BinderHub asks for without a login: only public ones are found"
    : undefined;
}

function unreachable(patterns: readonly Pattern[], settings: Settings): Fault[] {
  const hosts = sourceHosts(settings.extraValues, settings.repositories);
  return patterns.flatMap((pattern) => neverLaunched(pattern, privateSources(pattern, settings, hosts), settings));
}

/** With SSH, a server shows who it is by its key. Whoever trusts the first key that comes can be given another one. */
function serversAreKnown(asked: Asked["privateRepositories"]): Problem[] {
  if (asked.type !== "sshKey") return [];
  const hosts = [...new Set(asked.repositories.map((text) => parsePattern(text).host))];
  const missing = hosts.filter((host) => !asked.knownHosts.some((line) => isAbout(line, host)));
  if (missing.length === 0) return [];
  const scans = missing.map((host) => `ssh-keyscan ${host.replace(/^(.*):(\d+)$/, "-p $2 $1")}`);
  return [
    {
      key: `${group}.knownHosts`,
      rule: `has no line for ${missing.map(nameInKnownHosts).join(", ")}: ${scans.join(", ")} prints one. Compare it with what the server's owner publishes`,
      mend: missing
        .map((host, index) => setCommand(`${group}.knownHosts[${asked.knownHosts.length + index}]`, madeUpLine(host)))
        .join(" && "),
    },
  ];
}
