import { join } from "node:path";
import { type Input, output } from "@pulumi/pulumi";
import { sure } from "../../settings/refusal";
import { type Settings } from "../../settings/settings";
import { addsHandlers, pythonPiece } from "../chart/python";
import { type ChartValues } from "../chart/chart-values";
import { composeValues } from "../chart/compose";
import { poolLabel } from "../pools/values";
import { sourceHosts, sources } from "../repositories/sources";
import { neverLaunched } from "../repositories/launched";
import { homesOf } from "../repositories/pattern";
import { addressesOf } from "../repositories/addresses";
import { specOf } from "../repositories/spec";
import { type EventFacts, identityOf, instantsOf } from "./facts";
import { factsOfEvent, type FactsSettings } from "./facts-of";
import { type Hub, hubOf } from "./hub";
import { toleration } from "./holder";
import { doorPath, eventLabel, eventsMap, eventsName } from "./names";
import { type EventPlan } from "./plan";
import { qrSvg } from "./qr";
import { patternOf } from "./repository-rules";
import { plansOf } from "./together";

/**
 * The piece of configuration, of BinderHub and of JupyterHub. It runs after the ones that choose sizes and ask servers for their use, and before those that refuse
 * launches, which so have the first word.
 */
export const snippet = "zy-events";

/** Where the pods see what is kept of events. */
export const folder = `/etc/${eventsName}`;

type Asked = FactsSettings & Pick<Settings, "repositories"> & { readonly events: NonNullable<Settings["events"]> };

const python = (...names: readonly string[]) => names.map((name) => join(__dirname, "python", name));

/** The events as the hub's code takes them. Times are seconds since 1970. */
function told({ event }: EventPlan, facts: EventFacts, { extraValues, repositories }: Asked) {
  const times = Object.entries(instantsOf(facts)).map(([name, instant]) => [name, (instant as number) / 1000]);
  return {
    ...{ name: event.name, title: facts.title, people: event.people, places: facts.places },
    ...{ startInWords: facts.startInWords, identity: identityOf(facts), times: Object.fromEntries(times) as object },
    patterns: [addressesOf(event.repository, sourceHosts(extraValues, repositories))],
    room: event.room ?? null,
  };
}

/** The chart's values for events: code in BinderHub and in JupyterHub. @param page address of the Binder page */
export function eventValues(asked: Asked, page: Input<string>): ChartValues {
  const hub = hubOf(asked);
  const plans = plansOf(asked.events, hub).map(([, plan]) => ({ plan, facts: factsOfEvent(plan, asked) }));
  const onHub = plans.map(({ plan, facts }) => ({ ...told(plan, facts, asked), ...ofServers(plan, hub) }));
  const onPage = plans.map(({ plan, facts }) => ({ ...told(plan, facts, asked), ...launched(plan, asked) }));
  const code: ChartValues = {
    extraConfig: {
      [snippet]: output(page).apply((address) =>
        pythonPiece([addsHandlers, ...python("events.py", "pages.py", "binder.py")], "event_pages", {
          ...{ folder, map: eventsMap, label: eventLabel },
          events: onPage.map((event) => {
            const door = `${address.replace(/\/$/, "")}/${doorPath(event.name)}`;
            return { ...event, door, qr: qrSvg(door) };
          }),
        }),
      ),
    },
    jupyterhub: {
      hub: {
        extraConfig: {
          [snippet]: pythonPiece(python("events.py", "hub.py"), "event_servers", { folder, events: onHub }),
        },
      },
    },
  };
  return composeValues([code, placeholderValues(hub.platform)]);
}

/** On nodes of others, room is held by pods that make way. */
export function placeholderValues(platform: Hub["platform"]): ChartValues {
  return platform === "azure" ? {} : { jupyterhub: { scheduling: { podPriority: { enabled: true } } } };
}

/** Where an event's link leads. */
function launched({ event }: EventPlan, asked: Asked) {
  const pattern = patternOf(event);
  const homes = homesOf(pattern, sourceHosts(asked.extraValues, asked.repositories));
  const open = homes.find((home) => neverLaunched(pattern, [home], asked).length === 0);
  const source = sources[sure(open ?? homes[0], "a source of the repository")].prefix;
  const spec = (ref: string) => specOf({ url: event.repository, source }, ref);
  const launch = spec("");
  return { launch: `v2/${launch}`, launchRef: spec(event.ref).slice(launch.length), urlPath: event.urlPath ?? null };
}

/** What the servers of an event have: traits of KubeSpawner that are set, and what others are added to. */
function ofServers({ event, person, nodes }: EventPlan, hub: Hub) {
  const here = [{ key: Object.keys(poolLabel(event.name))[0], operator: "In", values: [event.name] }];
  return {
    set: {
      ...{ mem_limit: person.memory, mem_guarantee: person.memoryGuarantee },
      ...{ cpu_limit: person.cpu, cpu_guarantee: person.cpuGuarantee },
    },
    add: {
      extra_labels: { [eventLabel]: event.name },
      ...(hub.platform === "azure" &&
        nodes !== undefined && {
          tolerations: [toleration(event.name)],
          // Whoever finds no room there goes where everybody goes.
          node_affinity_preferred: [{ weight: 100, preference: { matchExpressions: here } }],
        }),
    },
  };
}

/** The job's service of JupyterHub: it stops servers. @see https://jupyterhub.readthedocs.io/en/5.4.6/rbac/scopes.html */
export function serviceValues(apiToken: Input<string>): ChartValues {
  const scopes = ["list:users", "read:servers", "delete:servers"];
  return {
    jupyterhub: {
      hub: {
        loadRoles: { [eventsName]: { services: [eventsName], scopes } },
        services: { [eventsName]: { apiToken } },
      },
    },
  };
}
