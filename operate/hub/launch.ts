import { createParser } from "eventsource-parser";
import { type HubFacts } from "../../components/operate/facts";
import { checkName } from "../../components/operate/names";
import { isRecord } from "../../settings/untyped";
import { type Web, whyNot } from "./web";

/** What BinderHub says while it launches. */
export interface LaunchEvent {
  readonly phase: string;
  readonly message: string;
}

/** A launch, from the click to the server or to the failure. */
export interface Launched {
  /** The server, if there is one. */
  readonly server?: Server;
  /** Why there is none. */
  readonly failure?: string;
  /** Whether an image was built. */
  readonly built: boolean;
  /** Name of the image, if BinderHub said it. */
  readonly image?: string;
  /** Seconds from the request to each phase, in the order in which they came. */
  readonly phases: readonly { readonly phase: string; readonly after: number }[];
  /** Seconds from the request to the end. */
  readonly seconds: number;
  /** The last lines of the build's log, if there was a build. */
  readonly log: readonly string[];
}

/** A person's server. */
export interface Server {
  readonly url: string;
  /** What lets one in. */
  readonly token: string;
}

/** How to launch. */
export interface LaunchArgs {
  readonly facts: HubFacts;
  readonly web: Web;
  /** The repository in links: `gh/owner/name/ref`. */
  readonly spec: string;
  /** Seconds after which the launch is given up. */
  readonly seconds: number;
  /** Called with each event. */
  readonly onEvent?: (event: LaunchEvent) => void;
  readonly signal?: AbortSignal;
}

/** Lines of a build's log that are kept. */
const keptLines = 40;

/** Launches a repository, as the Binder page does. @see https://binderhub.readthedocs.io/en/latest/api.html */
export async function launch({ facts, web, spec, seconds, onEvent, signal }: LaunchArgs): Promise<Launched> {
  const began = performance.now();
  const elapsed = () => (performance.now() - began) / 1000;
  const phases: { phase: string; after: number }[] = [];
  const log: string[] = [];
  let server: Server | undefined;
  let failure: string | undefined;
  let image: string | undefined;
  const ended = new AbortController();
  const parser = createParser({
    onEvent({ data }) {
      const event: unknown = JSON.parse(data);
      if (!isRecord(event)) return;
      const phase = textOf(event.phase);
      const message = textOf(event.message).trimEnd();
      if (phase !== "" && phases.at(-1)?.phase !== phase) phases.push({ phase, after: elapsed() });
      if (isBuilding(phase) && message !== "") log.push(...message.split("\n"));
      image = textOf(event.imageName) || textOf(event.image) || image;
      onEvent?.({ phase, message });
      if (phase === "failed" || phase === "failure") failure = message === "" ? "it failed" : message;
      if (phase === "ready") server = { url: textOf(event.url), token: facts.check?.token ?? textOf(event.token) };
      if (phase === "ready" || failure !== undefined) ended.abort();
    },
  });
  try {
    const pass = facts.login === "none" ? await buildToken(facts, web, spec) : undefined;
    const query = pass === undefined ? "" : `?build_token=${encodeURIComponent(pass)}`;
    const response = await web.get(`${pageOf(facts)}build/${spec}${query}`, {
      // The record of launches tells by it that no person launched, where nobody logs in.
      headers: { accept: "text/event-stream", "user-agent": checkName, ...authorization(facts) },
      seconds,
      signal: AbortSignal.any([ended.signal, ...(signal ? [signal] : [])]),
    });
    if (response.status !== 200 || response.body === null) {
      failure = `BinderHub answered ${response.status}: ${(await response.text()).slice(0, 300)}`;
    } else {
      const decoder = new TextDecoder();
      for await (const chunk of response.body) parser.feed(decoder.decode(chunk as Uint8Array, { stream: true }));
      if (server === undefined) failure ??= "BinderHub ended the connection before the server was ready";
    }
  } catch (error) {
    if (server === undefined) failure ??= whyNot(error);
  }
  return {
    ...(server !== undefined && { server }),
    ...(server === undefined && { failure: failure ?? "it failed" }),
    built: phases.some(({ phase }) => isBuilding(phase)),
    ...(image !== undefined && { image }),
    phases,
    seconds: elapsed(),
    log: log.slice(-keptLines),
  };
}

/**
 * What the page of a repository lets its reader launch with. Without it, BinderHub takes a launch for a program's, and lets each address have ten in an
 * hour where nobody logs in. `undefined` if the page has none.
 * @see https://github.com/jupyterhub/binderhub/blob/b9fad995/binderhub/main.py `RepoLaunchUIHandler`
 * @see https://github.com/jupyterhub/binderhub/blob/b9fad995/binderhub/base.py `check_rate_limit`
 */
async function buildToken(facts: HubFacts, web: Web, spec: string): Promise<string | undefined> {
  const response = await web.get(`${pageOf(facts)}v2/${spec}`);
  return /"buildToken": *"([\w.-]+)"/.exec(await response.text())?.[1];
}

/** The Binder page, with a slash at the end. */
export function pageOf({ binderUrl }: HubFacts): string {
  return binderUrl.endsWith("/") ? binderUrl : `${binderUrl}/`;
}

/** The header that lets the hub's own service in. None where nobody logs in. */
export function authorization({ check }: HubFacts): Record<string, string> {
  return check === undefined ? {} : { authorization: `token ${check.token}` };
}

function isBuilding(phase: string): boolean {
  return ["fetching", "building", "pushing"].includes(phase);
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}
