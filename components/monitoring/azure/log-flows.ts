import { type ChartValues } from "../../chart/chart-values";

/** The table with the record of launches. Names of custom tables end so. */
export const launchTable = "BinderLaunches_CL";

/** Mark of the lines that are a launch's record: launches.py `Launches.end`. */
const schema = "binderhub-azure/launch";

/** What the agent collects, and where the rule sends it. */
const stream = "Microsoft-ContainerLogV2";
export const destination = "ciworkspace";

/** Columns of {@link launchTable}: name, type, and where it is in the line. Each table must have the first. */
const columns = [
  ["TimeGenerated", "dateTime", "todatetime(launch.timestamp)"],
  ["Person", "string", "tostring(launch.person)"],
  ["LaunchedBy", "string", "tostring(launch.by)"],
  ["Outcome", "string", "tostring(launch.outcome)"],
  ["Seconds", "real", "toreal(launch.seconds)"],
  ["Built", "boolean", "tobool(launch.built)"],
  ["RepositoryProvider", "string", "tostring(launch.provider)"],
  ["Repository", "string", "tostring(launch.repository)"],
  ["Ref", "string", "tostring(launch.ref)"],
] as const;

/** The table's columns, as Azure has them. */
export const launchColumns = columns.map(([name, type]) => ({ name, type }));

/** Which logs go where. */
export interface LogFlows {
  /** The hub's namespace. */
  readonly namespace: string;
  /** Whether the logs of the hub's own parts are kept. */
  readonly parts: boolean;
  /** Whether the record of launches is kept. */
  readonly launches: boolean;
}

/**
 * What a collection rule does with the logs of all containers: it keeps those of the hub's own parts, and of BinderHub's the launches in a table of
 * their own. Everything else is dropped before it is stored. A rule may send one stream to two tables.
 *
 * What the agent brings is mostly kept: it leaves out AKS's own namespaces and people's servers ({@link logAgentSettings}, {@link unloggedValues}). Of the
 * rest, the logs of builds are dropped here, and all but launches if `parts` is off. Azure bills what is dropped above half of what comes in.
 * @see https://learn.microsoft.com/azure/azure-monitor/data-collection/data-collection-transformations#cost-for-transformations
 *
 * Only some of KQL may be used here.
 * @see https://learn.microsoft.com/azure/azure-monitor/containers/container-insights-transformations#send-data-to-different-tables
 * @see https://learn.microsoft.com/azure/azure-monitor/data-collection/data-collection-transformations-kql
 */
export function logFlows({ namespace, parts, launches }: LogFlows) {
  const common = { streams: [stream], destinations: [destination] };
  const ours = ["source", `where PodNamespace == '${namespace}'`];
  // A line of JSON may come as an object, or as its text.
  const read = "extend launch = parse_json(tostring(LogMessage))";
  const own = [
    ...[...ours, ...people.map((prefix) => `where PodName !startswith '${prefix}'`)],
    ...[read, `where tostring(launch.schema) != '${schema}'`, "project-away launch"],
  ];
  const record = [
    ...[...ours, "where ContainerName == 'binder'", read, `where tostring(launch.schema) == '${schema}'`],
    `project ${columns.map(([name, , from]) => `${name} = ${from}`).join(", ")}`,
  ];
  return [
    ...(parts ? [{ ...common, transformKql: own.join(" | ") }] : []),
    ...(launches ? [{ ...common, transformKql: record.join(" | "), outputStream: `Custom-${launchTable}` }] : []),
  ];
}

/** What names of pods begin with that run what people bring: servers and builds. */
const people = ["jupyter-", "build-"] as const;

/**
 * What the rule collects. It cannot name namespaces: that filter is not for logs of containers, which only the agent's own settings choose.
 * @see https://learn.microsoft.com/azure/azure-monitor/containers/container-insights-data-collection-dcr "for all container insights tables except for ContainerLog and ContainerLogV2"
 *
 * Numbers and lists of objects, which the agent knows too, are not collected. */
export const logSource = {
  ...{ name: "ContainerInsightsExtension", extensionName: "ContainerInsights", streams: [stream] },
  extensionSettings: {
    dataCollectionSettings: { interval: "1m", namespaceFilteringMode: "Off", enableContainerLogV2: true },
  },
};

/** Where AKS's agent for logs finds what it is told. @see https://github.com/microsoft/Docker-Provider/blob/ci_prod/kubernetes/container-azm-ms-agentconfig.yaml */
export const logAgentMap = { name: "container-azm-ms-agentconfig", namespace: "kube-system" } as const;

/** The agent leaves out what is not the hub's, as far as it can be told: it knows namespaces to leave out, and pods that ask for it. */
export function logAgentSettings(): Record<string, string> {
  const own = '["kube-system", "gatekeeper-system"]';
  return {
    "schema-version": "v1",
    "config-version": "1",
    "log-data-collection-settings": [
      "[log_collection_settings]",
      ...["stdout", "stderr"].flatMap((name) => [
        `[log_collection_settings.${name}]`,
        ...["enabled = true", `exclude_namespaces = ${own}`],
      ]),
      ...["[log_collection_settings.env_var]", "enabled = false"],
      ...["[log_collection_settings.schema]", 'containerlog_schema_version = "v2"'],
      ...["[log_collection_settings.filter_using_annotations]", "enabled = true"],
    ].join("\n"),
  };
}

/** People's servers ask for being left out. Builds cannot be told to: the rule drops their logs. */
export const unloggedValues: ChartValues = {
  jupyterhub: { singleuser: { extraAnnotations: { "fluentbit.io/exclude": "true" } } },
};
