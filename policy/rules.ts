import { credentialsIn } from "./credentials";

/** A resource as a policy sees it. */
export interface Subject {
  /** Type token, such as `azure-native:containerservice:ManagedCluster`. */
  readonly type: string;
  /** Its properties. */
  readonly props: Readonly<Record<string, unknown>>;
}

/** A policy: what it requires, and a check of a resource. */
export interface Rule {
  readonly name: string;
  readonly description: string;
  /** Whether it looks at a resource alone, before it is made, or at the whole stack. */
  readonly scope: "resource" | "stack";
  /** Complaints about a resource. Empty if the resource is right. */
  check(subject: Subject, surroundings: Surroundings): readonly string[];
}

/** What a resource belongs to. */
export interface Surroundings {
  /** All resources of the stack, if they are known. */
  readonly stack: readonly Subject[];
  /** Texts of the settings that are secrets. A policy gets encrypted values in plain text, and recognizes them by these. */
  readonly encrypted: readonly string[];
  /** The setting `environment`. A tag would not do, because anybody can change a tag. */
  readonly environment: string;
}

const cluster = "azure-native:containerservice:ManagedCluster";
const release = "kubernetes:helm.sh/v3:Release";

/** Azure resources that can have tags. */
const tagged = [
  "azure-native:resources:ResourceGroup",
  cluster,
  "azure-native:containerservice:AgentPool",
  "azure-native:network:PublicIPAddress",
  "azure-native:containerregistry:Registry",
];

/** Where the program puts secrets that it makes itself. They are encrypted, and are in no setting. */
const madePlaces =
  /(^|\.)(registry\.password|imagePullSecret\.password|apiToken|secretToken|cookieSecret|build_token_secret|stringData\.\w+)$/;

/** The policies of this project, as plain functions. The policy pack and the sandbox use them. */
export const rules: readonly Rule[] = [
  {
    name: "no-plaintext-secret",
    description: "Credentials are only where Pulumi encrypts them.",
    scope: "resource",
    check: ({ type, props }, { encrypted }) =>
      credentialsIn(props, [], type === release)
        .filter(({ path, what }) => {
          const text = String(at(props, ...path));
          const isMade = madePlaces.test(path.join(".")) && /by its place|Azure/.test(what);
          // Docker's logins are user name and password in base64.
          const texts = [
            text,
            Buffer.from(text, "base64")
              .toString()
              .replace(/^[^:]*:/, ""),
          ];
          return (
            !isMade && !encrypted.some((secret) => texts.some((one) => one !== "" && unquoted(secret).includes(one)))
          );
        })
        .map(({ path, what }) => `${path.join(".")} has ${what} in plain text: use the setting for this secret`),
  },
  {
    name: "api-server-ranges",
    description: "In production, the settings name the addresses that may reach the API server.",
    scope: "resource",
    check: ({ type, props }, { environment }) => {
      if (type !== cluster || environment !== "production") return [];
      const ranges = at(props, "apiServerAccessProfile", "authorizedIPRanges");
      const isPrivate = at(props, "apiServerAccessProfile", "enablePrivateCluster") === true;
      if (isPrivate) return [];
      if (!Array.isArray(ranges) || ranges.length === 0) {
        return ["the API server is open to every address: set binderhub:azure.apiServerRanges"];
      }
      return ranges.some((range) => String(range).endsWith("/0"))
        ? ["authorizedIPRanges has a range with every address"]
        : [];
    },
  },
  {
    name: "network-policies-enforced",
    description: "In production, something enforces NetworkPolicies.",
    scope: "resource",
    check: ({ type, props }, { environment }) => {
      const engine = at(props, "networkProfile", "networkPolicy");
      return type === cluster && environment === "production" && engine !== "cilium" && engine !== "calico"
        ? [
            `networkPolicy is ${typeof engine === "string" ? engine : "unset"}: builds would reach the metadata address and the API server`,
          ]
        : [];
    },
  },
  {
    name: "pinned-chart",
    description: "The chart is a folder on disk, or one exact version.",
    scope: "resource",
    check: ({ type, props }) => {
      if (type !== release || at(props, "repositoryOpts", "repo") === undefined) return [];
      const version = props.version;
      return typeof version === "string" && /^\d+\.\d+\.\d+[-+.\w]*$/.test(version)
        ? []
        : [`the chart's version is ${typeof version === "string" ? version : "unset"}: set one exact version`];
    },
  },
  {
    name: "no-host-builder-on-aks",
    description: "On AKS, the nodes' own Docker does not build images, because the nodes have none.",
    scope: "stack",
    check: ({ type, props }, { stack }) =>
      type === release &&
      at(props, "values", "imageBuilderType") === "host" &&
      stack.some((other) => other.type === cluster)
        ? ["imageBuilderType is host: builds would hang, and escape every network policy"]
        : [],
  },
  {
    name: "required-tags",
    description:
      "The tags of every Azure resource name its environment. In production, they also name its owner and who pays.",
    scope: "resource",
    check: ({ type, props }, { environment }) => {
      if (!tagged.includes(type)) return [];
      const tags = at(props, "tags");
      const present = Object.keys(typeof tags === "object" && tags !== null ? tags : {}).map((tag) =>
        tag.toLowerCase(),
      );
      const missing = (environment === "production" ? ["owner", "costCenter"] : [])
        .filter((tag) => !present.includes(tag.toLowerCase()))
        .map((tag) => `the tag ${tag} is missing`);
      return at(tags, "environment") === environment
        ? missing
        : [`the tag environment is not ${environment}`, ...missing];
    },
  },
];

/** A complaint of a policy about a resource of the stack. */
export interface Violation {
  readonly rule: string;
  readonly type: string;
  readonly complaint: string;
}

/** All complaints of all policies about a stack. */
export function violations(
  stack: readonly Subject[],
  environment: string,
  encrypted: readonly string[] = [],
): Violation[] {
  return rules.flatMap((rule) =>
    stack.flatMap((subject) =>
      rule
        .check(subject, { stack, environment, encrypted })
        .map((complaint) => ({ rule: rule.name, type: subject.type, complaint })),
    ),
  );
}

/** A copy, because a published pack has only this folder. */
function at(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (found, key) => (typeof found === "object" && found !== null ? (found as Record<string, unknown>)[key] : undefined),
    value,
  );
}

/** A secret, and the same with its quotes and line ends as they are in a value: it may be JSON or YAML. */
function unquoted(secret: string): string {
  return `${secret}\n${secret.replaceAll(/\\(["\\/])/g, "$1").replaceAll("\\n", "\n")}`;
}
