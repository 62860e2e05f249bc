import { lookup as resolve } from "node:dns";
import { isIP, type LookupFunction } from "node:net";
import { Agent, fetch, type RequestInit, type Response, WebSocket } from "undici";
import { type HubFacts } from "../../components/operate/facts";

/** How a hub is reached over HTTP. */
export interface Web {
  /** A request. It never follows a redirect, and ends after its limit. */
  get(url: string, init?: RequestInit & { readonly seconds?: number }): Promise<Response>;
  socket(url: string, headers: Readonly<Record<string, string>>): WebSocket;
  close(): Promise<void>;
}

/** Seconds that a request may take if nothing else is said. */
const usualSeconds = 20;

/**
 * Requests to a hub. They go to the addresses that the stack made, whatever the names lead to; names and certificates are looked at on their own.
 *
 * @param trusting whether a certificate must be valid. Where one is not, no token may be sent
 */
export function webOf({ addresses, hubUrl, binderUrl }: HubFacts, trusting: boolean): Web {
  const known = new Map(
    [
      [new URL(binderUrl).hostname, addresses.binder ?? addresses.hub],
      [new URL(hubUrl).hostname, addresses.hub],
    ].filter((pair): pair is [string, string] => pair[1] !== undefined),
  );
  const lookup: LookupFunction = (host, options, answer) => {
    const address = known.get(host);
    const family = isIP(address ?? "");
    if (address === undefined) resolve(host, options, answer);
    else if (options.all === true) answer(null, [{ address, family }]);
    else answer(null, address, family);
  };
  const agent = new Agent({
    connect: { lookup, rejectUnauthorized: trusting, timeout: 10_000 },
    // A server that is being made answers late.
    headersTimeout: 0,
    bodyTimeout: 0,
  });
  return {
    get: (url, { seconds = usualSeconds, signal, ...init } = {}) =>
      inTime(seconds, signal, (limit) => fetch(url, { redirect: "manual", ...init, dispatcher: agent, signal: limit })),
    socket: (url, headers) => new WebSocket(url, { dispatcher: agent, headers }),
    close: () => agent.destroy(),
  };
}

/**
 * A request with a time limit, which also holds for what is read of its answer. `AbortSignal.any` would do, but in Node 20 and 22 a signal that it
 * makes of a timeout can be collected before its time, and then never ends anything.
 * @see https://github.com/nodejs/node/issues/57736
 */
async function inTime(
  seconds: number,
  outer: AbortSignal | null | undefined,
  request: (limit: AbortSignal) => Promise<Response>,
): Promise<Response> {
  const limit = new AbortController();
  const end = () => limit.abort(outer?.reason);
  outer?.addEventListener("abort", end);
  if (outer?.aborted === true) end();
  const timer = setTimeout(() => limit.abort(new DOMException("no answer in time", "TimeoutError")), seconds * 1000);
  timer.unref();
  return request(limit.signal);
}

/** Why a request failed, in a few words: what lies below "fetch failed". */
export function whyNot(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === "TimeoutError") return "no answer in time";
  const cause = error.cause instanceof Error ? error.cause : undefined;
  return cause === undefined ? error.message : cause.message === "" ? cause.name : cause.message;
}
