import { credentialsIn } from "./credentials";

/** A resource as a policy sees it. */
export interface Subject {
  /** Type token, such as `azure-native:containerservice:ManagedCluster`. */
  readonly type: string;
  /** Its properties. */
  readonly props: Readonly<Record<string, unknown>>;
}

/** A policy: what it asks for, and what it finds wrong with a resource. */
export interface Rule {
  readonly name: string;
  readonly description: string;
  /** Whether it looks at a resource alone, before it is made, or at the whole stack. */
  readonly scope: "resource" | "stack";
  /** Complaints about a resource; empty where it is as it must be. */
  check(subject: Subject, surroundings: Surroundings): readonly string[];
}

/** What a resource belongs to. */
export interface Surroundings {
  /** All resources of the stack, where they are known. */
  readonly stack: readonly Subject[];
  /** Texts of the settings that are secrets. A policy sees encrypted values as plain ones, and knows them by these. */
  readonly encrypted: readonly string[];
  /** The setting `environment`: no tag, as anybody may change a tag. */
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

/** Where the stack puts what it makes itself, encrypted: no setting has these texts. */
const madePlaces =
  /(^|\.)(registry\.password|imagePullSecret\.password|apiToken|secretToken|cookieSecret|build_token_secret|stringData\.\w+)$/;

/** The policies of this project, as plain functions: the policy pack and the sandbox both ask them. */
export const rules: readonly Rule[] = [
  {
    name: "no-plaintext-secret",
    description: "Credentials stand where Pulumi encrypts them, and nowhere else.",
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
        .map(({ path, what }) => `${path.join(".")} holds ${what} in plain text; secrets have settings of their own`),
  },
  {
    name: "api-server-ranges",
    description: "In production, who may reach the API server is said.",
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
        ? ["authorizedIPRanges holds a range of every address"]
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
        : [`the chart's version is ${typeof version === "string" ? version : "unset"}: pin one exactly`];
    },
  },
  {
    name: "no-host-builder-on-aks",
    description: "Images are not built by the nodes' own Docker on AKS, whose nodes have none.",
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
      "Every Azure resource says which environment it belongs to; in production also its owner and who pays.",
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

/** Its own, as a pack that is published takes this folder only. */
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
