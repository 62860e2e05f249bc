import { type HubFacts } from "../../../components/operate/facts";
import { pageOf } from "../launch";
import { whyNot } from "../web";
import { kubectl, putBack } from "./commands";
import { probe, well, wrong } from "./probe";
import { textIn } from "./world";

/** What a page answered. */
export interface Page {
  readonly status: number;
  readonly location?: string;
  /** The beginning of its text, or why there is none. */
  readonly said: string;
}

export const page = probe<Page>({
  id: "page",
  group: "address",
  title: "The Binder page answers",
  tried: (facts) => `GET ${pageOf(facts)}`,
  needs: ["load-balancer", "tls-valid", "hub-url", "name-inside"],
  seconds: 25,
  look: async ({ facts, web }) => {
    try {
      const response = await web.get(pageOf(facts));
      const location = response.headers.get("location");
      return {
        status: response.status,
        ...(location !== null && { location }),
        said: (await response.text()).slice(0, 200),
      };
    } catch (error) {
      return { status: 0, said: whyNot(error) };
    }
  },
  judge: ({ status, location, said }, facts) => {
    if (status === 200) return well("200");
    // Where people log in, the page sends them to the hub.
    if (status === 302 && location !== undefined) {
      const to = new URL(location, pageOf(facts));
      if (!to.href.startsWith(`${facts.hubUrl}/`))
        return wrong(
          `it sends people to ${to.origin}, and the hub is ${facts.hubUrl}`,
          putBack(facts, "hub", "binder"),
        );
      return to.pathname.endsWith("/hub/api/oauth2/authorize")
        ? well(`${status}, to the login on ${to.host}`)
        : wrong(
            `it leads to JupyterHub (${to.pathname}): the proxy does not know where BinderHub is`,
            routeMend(facts),
          );
    }
    const mend = status === 503 || status === 502 ? routeMend(facts) : "npm run hub -- logs binder";
    return wrong(status === 0 ? said : `${status}: ${said.replace(/\s+/g, " ").slice(0, 120)}`, mend);
  },
});

function routeMend(facts: HubFacts): string {
  return `The proxy has no way to BinderHub. The hub tells it again when it starts:\n${kubectl(facts, "rollout restart deployment/proxy deployment/hub")}`;
}

export const hubUrl = probe<{ readonly hubUrl: string; readonly imagePrefix: string }>({
  id: "hub-url",
  group: "address",
  title: "BinderHub sends people to the hub's address",
  tried: () => "`hub_url` in BinderHub's configuration",
  needs: ["parts"],
  seconds: 70,
  look: async (world) => {
    const found = await world.binder();
    return { hubUrl: textIn(found, "config", "hub_url"), imagePrefix: textIn(found, "config", "image_prefix") };
  },
  judge: (seen, facts) =>
    seen.hubUrl.replace(/\/$/, "") === facts.hubUrl
      ? well(seen.hubUrl)
      : wrong(`it is ${seen.hubUrl || "not set"}, and the hub is ${facts.hubUrl}`, putBack(facts, "binder")),
});

export const prefix = probe<string>({
  id: "image-prefix",
  group: "hub",
  title: "Images have the names that the stack gives them",
  tried: () => "`image_prefix` in BinderHub's configuration",
  without: ({ registry }) => (registry.prefix === undefined ? "the hub has no registry" : undefined),
  needs: ["parts"],
  seconds: 70,
  look: async (world) => textIn(await world.binder(), "config", "image_prefix"),
  judge: (seen, facts) =>
    facts.registry.prefix !== undefined && seen.startsWith(facts.registry.prefix)
      ? well(seen)
      : wrong(
          `they begin with ${seen || "nothing"}, and not with ${facts.registry.prefix ?? ""}`,
          putBack(facts, "binder"),
        ),
});
