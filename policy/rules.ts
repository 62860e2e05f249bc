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

/** Texts that are always credentials: tokens of GitHub and Docker Hub, private keys. */
const credential =
  /\bgh[pousr]_[A-Za-z0-9]{36}|\bgithub_pat_\w{22,}|\bdckr_pat_[\w-]{20,}|-----BEGIN [A-Z ]*PRIVATE KEY-----/;

/** Where the chart expects credentials. The program puts secrets there, and Pulumi encrypts them. */
const credentialPlaces =
  /(^|\.)(registry\.password|imagePullSecret\.password|client_secret|apiToken|secretToken|cookieSecret|build_token_secret|stringData\.\w+|DummyAuthenticator\.password)$/;

/** The policies of this project, as plain functions. The policy pack and the sandbox use them. */
export const rules: readonly Rule[] = [
  {
    name: "no-plaintext-secret",
    description: "Credentials are only where Pulumi encrypts them.",
    scope: "resource",
    check: ({ props }) =>
      texts(props)
        .filter(([path, text]) => credential.test(text) && !credentialPlaces.test(path))
        .map(([path]) => `${path} has a text that looks like a credential: use the setting for this secret`),
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
export function violations(stack: readonly Subject[], environment: string): Violation[] {
  return rules.flatMap((rule) =>
    stack.flatMap((subject) =>
      rule
        .check(subject, { stack, environment })
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

/** Every text in a value, with the path to it. */
function texts(value: unknown, path = ""): [string, string][] {
  if (typeof value === "string") return [[path, value]];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => texts(inner, path === "" ? key : `${path}.${key}`));
}
