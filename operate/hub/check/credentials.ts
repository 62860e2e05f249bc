import { isRecord } from "../../../settings/untyped";
import { endOn } from "../status/ends";
import { putBack, secretAndUp } from "./commands";
import { probe, type Verdict, warning, well, wrong } from "./probe";
import { numberIn, textIn, usesApp } from "./world";

/** What a part of the code in a pod said. */
type Said = Readonly<Record<string, unknown>>;

const said = (insight: Said, part: string): Said => {
  const found = insight[part];
  return isRecord(found) ? found : { error: "it said nothing" };
};

/** @see https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api for 60 requests an hour without a token */
export const github = probe<Said>({
  id: "github",
  group: "login",
  title: "GitHub lets the hub look up repositories",
  tried: ({ githubHost }) => `/rate_limit of ${githubHost ?? "GitHub"}'s API, from BinderHub's pod`,
  needs: ["parts", "name-inside"],
  seconds: 70,
  look: async (world) => said(await world.binder(), "github"),
  judge: (seen, _facts, now): Verdict => {
    const status = numberIn(seen, "status");
    const hasToken = seen.token === true;
    if (status === 401)
      return wrong(
        "401: the token is not valid any more: no repository of GitHub can be found",
        secretAndUp("githubApiToken"),
      );
    if (status === 404) return well("the server limits nothing");
    if (status !== 200)
      return wrong(
        textIn(seen, "said") || textIn(seen, "error") || String(status),
        "Does a firewall close the way from the cluster to GitHub's API? With a proxy, set binderhub:network.proxy.",
      );
    const scopes = textIn(seen, "scopes");
    if (scopes !== "")
      return wrong(
        `the token has scopes (${scopes}): whoever gets it may use them`,
        `Make a token without scopes, and give it to the hub:\n${secretAndUp("githubApiToken")}`,
      );
    const [remaining, limit] = [numberIn(seen, "remaining") ?? 0, numberIn(seen, "limit") ?? 0];
    const reset = new Date((numberIn(seen, "reset") ?? 0) * 1000).toISOString().slice(11, 16);
    const saw = `${remaining} of ${limit} requests left until ${reset} UTC, ${hasToken ? "with a token without scopes" : "without a token"}`;
    const mend = hasToken
      ? `Wait until ${reset} UTC. Who uses it up?\nnpm run hub -- logs binder`
      : secretAndUp("githubApiToken");
    if (remaining === 0) return wrong(saw, mend);
    const end = endOfToken(seen);
    if (end !== undefined) {
      const { day, daysLeft } = endOn("the token", end, now);
      const left = daysLeft === 1 ? "1 day" : `${daysLeft} days`;
      if (daysLeft <= 14) return warning(`the token ends on ${day}, in ${left}`, secretAndUp("githubApiToken"));
    }
    return remaining < limit / 10 || !hasToken ? warning(saw, mend) : well(saw);
  },
});

/**
 * When the token for GitHub ends: GitHub says it in a header, `2026-12-01 09:30:00 UTC`. `undefined` if it does not, as of one without an end.
 * @see https://docs.github.com/rest/guides/getting-started-with-the-rest-api
 */
export function endOfToken(said: unknown): Date | undefined {
  const [, day, time, zone] = /^([\d-]+) ([\d:]+) (UTC|[+-]\d{4})$/.exec(textIn(said, "ends")) ?? [];
  const end = new Date(`${day}T${time}${zone === "UTC" ? "Z" : zone}`);
  return Number.isNaN(end.getTime()) ? undefined : end;
}

export const registry = probe<Said>({
  id: "registry",
  group: "login",
  title: "The registry takes the hub's login, and a push",
  tried: () => "begin to push a layer from BinderHub's pod, and take it back",
  without: (facts) => (facts.registry.type === "none" ? "the hub has no registry" : undefined),
  needs: ["parts", "image-prefix"],
  seconds: 70,
  look: async (world) => said(await world.binder(), "registry"),
  judge: (seen, facts): Verdict => {
    const status = numberIn(seen, "status") ?? 0;
    const host = textIn(seen, "host");
    const words = textIn(seen, "said") || textIn(seen, "error");
    if (status === 202) return well(host);
    if (status === 401 || (status === 403 && textIn(seen, "step") === "login"))
      return wrong(`${host} refuses the login: ${status}`, loginMend(facts.registry.type));
    if (status === 403) return wrong(`${host} takes the login, but no push: ${words}`, pushMend(facts.registry.type));
    if (status === 0) return wrong(`${host}: ${words}`, unreachable(facts.registry.type));
    return wrong(`${host} does not take a push: ${status} ${words}`, pushMend(facts.registry.type));
  },
});

function loginMend(type: string): string {
  if (type === "azure") return "pulumi up --refresh";
  return type === "inCluster" ? "pulumi up --refresh" : secretAndUp("registryPassword");
}

function pushMend(type: string): string {
  if (type === "azure" || type === "azureExisting")
    return "Give the login the role AcrPush. Is the registry locked, or full?\naz acr show-usage --name REGISTRY";
  return "Give the login the right to push. Is the registry read-only, or full?";
}

function unreachable(type: string): string {
  return type === "inCluster"
    ? "pulumi up --refresh\nkubectl get pods --all-namespaces"
    : "Is the registry running, and does its firewall let the cluster in? If it has a private address, set binderhub:registry.privateRange.";
}

/** What the login provider said of the OAuth app. */
export const app = probe<Said>({
  id: "oauth-app",
  group: "login",
  title: "The login provider knows the OAuth app and its secret",
  tried: () => "a code that the provider never gave, from the hub's pod: it looks at the app first",
  without: (facts) => (usesApp(facts) ? undefined : "no app: nobody logs in with a provider"),
  needs: ["parts", "name-inside"],
  seconds: 70,
  look: async (world) => said(await world.hub(), "oauth"),
  judge: (seen): Verdict => {
    const [host, error, words] = [textIn(seen, "host"), textIn(seen, "error"), textIn(seen, "said")];
    const status = numberIn(seen, "status") ?? 0;
    if (textIn(seen, "failed") !== "") return wrong(textIn(seen, "failed"), "npm run hub -- logs hub");
    if (status === 0)
      return wrong(
        `${host}: ${words}`,
        "Does a firewall close the way from the cluster to the provider? With a proxy, set binderhub:network.proxy.",
      );
    // GitHub's word, RFC 6749 5.2, and Entra's AADSTS7000215 (secret), 7000222 (secret ended) and 700016 (no such app).
    if (
      /^(incorrect_client_credentials|invalid_client|unauthorized_client)$/.test(error) ||
      /AADSTS(7000215|7000222|700016)/.test(words)
    )
      return wrong(
        `${host}: ${error}${words.includes("AADSTS") ? ` (${words.slice(0, 120)})` : ""}`,
        `Make a new client secret for the app ${textIn(seen, "client_id")}, and give it to the hub:\n${secretAndUp("authClientSecret")}`,
      );
    if (error === "redirect_uri_mismatch")
      return wrong(
        `${host}: the app does not send people back to ${textIn(seen, "callback")}`,
        `Set the app's callback URL to ${textIn(seen, "callback")}`,
      );
    if (error === "" || status >= 500)
      return warning(`${host} answered ${status}: ${words}`, "Look at the app's page at the provider.");
    return well(`${host} looked at the code (${error}), so it knows the app`);
  },
});

export const callback = probe<{ readonly location: string; readonly callback: string }>({
  id: "login-page",
  group: "login",
  title: "A login begins at the provider, and ends at the hub",
  tried: ({ hubUrl }) => `GET ${hubUrl}/hub/oauth_login`,
  without: (facts) => (usesApp(facts) ? undefined : "no app: nobody logs in with a provider"),
  needs: ["hub-api"],
  seconds: 30,
  look: async ({ facts, web }) => {
    const response = await web.get(`${facts.hubUrl}/hub/oauth_login?next=%2Fhub%2Fhome`);
    await response.body?.cancel();
    const location = response.headers.get("location") ?? "";
    const back = URL.canParse(location) ? (new URL(location).searchParams.get("redirect_uri") ?? "") : "";
    return { location: location.split("?")[0] ?? "", callback: back };
  },
  judge: ({ location, callback: back }, facts) => {
    const expected = `${facts.hubUrl}/hub/oauth_callback`;
    if (location === "") return wrong("the hub does not send anybody to a provider", "npm run hub -- logs hub");
    return back === expected
      ? well(`${new URL(location).host}, and back to ${back}`)
      : wrong(`people are sent back to ${back || "nowhere"}, and not to ${expected}`, putBack(facts, "hub"));
  },
});

export const credentialProbes = [registry, github, app, callback];
