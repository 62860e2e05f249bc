import { clouds } from "../components/cluster/clouds";
import { environmentKey, locationKey } from "../settings/keys";
import { versions } from "../settings/versions";
import { type Answers, type QuestionName, questions, worded } from "./questions";
import { guaranteedMemory, type Plan, planFor } from "./sizes";

/** A stack's configuration by full key. Groups are objects. */
export type Config = Readonly<Record<string, unknown>>;

/** The answers that are needed, with an example for each that is not given yet. */
export function completed(answers: Answers): Required<Answers> {
  return questions.reduce<Answers>((known, { name, matters, example }) => {
    if (matters !== undefined && !matters(known)) return { ...known, [name]: "" };
    return { ...known, [name]: answers[name] ?? worded(example, known) };
  }, {}) as Required<Answers>;
}

/** The cluster for the answers. If the number of people or cores is wrong, the cluster for one person. */
export function planOf({ people, cores }: Answers): Plan {
  return planFor(Number(people), coresAsked(cores)) ?? { system: { vmSize: versions.vmSizes.is.small, count: 1 } };
}

/** The most cores that the hub may use. Infinity if there is no limit. */
export function coresAsked(cores: string | undefined): number {
  return cores === undefined || cores === "any" ? Infinity : Number(cores);
}

/** The stack's settings that follow from the answers. All others have the program's defaults. There are no secrets in it. */
export function configOf(given: Answers): Config {
  const answers = completed(given);
  const { stack, region, people, cores, login } = answers;
  const plan = planOf(answers);
  const cloud = clouds.find(({ regions }) => regions.test(region));
  return {
    [locationKey]: region,
    ...(cloud !== undefined && cloud !== clouds[0] && { [environmentKey]: cloud.names[0] }),
    "binderhub:azure": {
      resourceGroup: `binderhub-${stack}`,
      nodeCount: plan.system.count,
      vmSize: plan.system.vmSize,
      ...(cores !== "any" && { coreQuota: number(cores) }),
      ...(plan.pools && { pools: poolsOf(plan.pools) }),
    },
    "binderhub:registry": registryOf(answers),
    "binderhub:exposure": exposureOf(answers),
    ...(login !== "everybody" && { "binderhub:auth": authOf(answers) }),
    "binderhub:limits": {
      userMemory: "2G",
      userMemoryGuarantee: `${guaranteedMemory * 1024}M`,
      userCpuGuarantee: 0.1,
      totalQuota: number(people),
    },
  };
}

function poolsOf({ users, builds }: NonNullable<Plan["pools"]>) {
  return {
    users: { role: "user", vmSize: users.vmSize, min: 1, max: users.count },
    builds: { role: "build", vmSize: builds.vmSize, min: 1, max: builds.count },
  };
}

function registryOf({ stack, registry, registryName, dockerId }: Required<Answers>) {
  const prefix = `binder-${stack}`;
  return registry === "dockerHub"
    ? { type: registry, username: dockerId, prefix }
    : { type: registry, name: registryName, prefix };
}

function exposureOf({ address, label, zone, zoneGroup, record, host, email }: Required<Answers>) {
  const https = { email };
  switch (address) {
    case "azure":
      return { type: "singleHost", dnsLabel: label, https };
    case "zone":
      return { type: "singleHost", zone: { name: zone, resourceGroup: zoneGroup, record }, https };
    case "domain":
      return { type: "singleHost", host, hold: true, https };
    default:
      return { type: "loadBalancer" };
  }
}

function authOf({ login, clientId, tenantId, allow }: Required<Answers>) {
  if (login === "password") return { type: "dummy", allowAll: true };
  const names = allow.split(/[\s,]+/).filter((name) => name !== "");
  const people = names.filter((name) => name.includes("@")).map((name) => name.replace(/^@/, ""));
  const groups = names.filter((name) => !name.includes("@"));
  const list = groupLists[login];
  return {
    type: login,
    clientId,
    ...(login === "entra" && { tenantId }),
    ...(list !== undefined && groups.length > 0 && { [list]: groups }),
    ...(list === undefined ? { allowedUsers: names } : people.length > 0 && { allowedUsers: people }),
  };
}

/** The setting that lists organisations and the like. */
const groupLists: Readonly<Record<string, string>> = {
  github: "allowedOrganizations",
  gitlab: "allowedGroups",
  google: "hostedDomains",
};

/** The text as a number. Any other text stays a text, and the checks of the settings refuse it. */
function number(text: string): unknown {
  return /^\d+$/.test(text) ? Number(text) : text;
}

/** The question that decides a setting, by its key. */
export function questionOf(key: string): QuestionName | undefined {
  const fitting = questions.flatMap(({ name, keys }) =>
    keys.filter((one) => key.startsWith(one)).map((one) => ({ name, one })),
  );
  return fitting.sort((a, b) => b.one.length - a.one.length)[0]?.name;
}
