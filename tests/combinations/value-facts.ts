import { inspect, isDeepStrictEqual } from "node:util";
import * as pulumi from "@pulumi/pulumi";
import { chartsFolder, chartsVariable, checkChartValues } from "../../rehearse/chart-schemas";
import { at } from "../../settings/untyped";
import { input, settled } from "../components/recorder";
import { type RecordedStack } from "./recorded-stacks";

/** A stack with a hub, and the hub's values without their envelopes. */
interface Hub extends RecordedStack {
  readonly values: unknown;
}

/** A value that must equal another; both are told where it does not. */
const differing = (found: unknown, expected: unknown) =>
  isDeepStrictEqual(found, expected) ? [] : [`${inspect(found)}, not ${inspect(expected)},`];

const binderHub = ({ values }: Hub, key: string) => at(values, "config", "BinderHub", key);
const hub = ({ values }: Hub, ...path: readonly string[]) => at(values, "jupyterhub", "hub", ...path);

/** What must be true of the values of every hub. */
export function valueFacts(stacks: readonly RecordedStack[]): void {
  const hubs = (): Hub[] =>
    stacks.flatMap((stack) =>
      stack.release === undefined ? [] : [{ ...stack, values: input(stack.release, "values") }],
    );

  /** What is wrong, with the stack that it is wrong in. */
  const everywhere = (wrong: (hub: Hub) => readonly string[]) =>
    hubs().flatMap((hub) => wrong(hub).map((what) => `${what} in ${hub.title}`));

  const checked = chartsFolder() === undefined ? test.skip : test;
  checked(`values pass the real charts' schemas (skipped where ${chartsVariable} names no folder with them)`, () => {
    expect(everywhere(({ values }) => checkChartValues(values))).toEqual([]);
  });

  describe("URLs", () => {
    const azureName = "westeurope.cloudapp.azure.com";
    const page = "/services/binder/";

    /** By platform and exposure: the hub as browsers find it (`hub_url`), and the Binder page. */
    const expected: Readonly<Record<string, readonly [hub: string, binder: string]>> = {
      "azure, loadBalancer": ["http://20.1.2.3", "http://20.1.2.4"],
      "azure, loadBalancer, dnsLabel": [`http://myhub-hub.${azureName}`, `http://myhub.${azureName}`],
      "azure, singleHost": ["http://20.1.2.4", `http://20.1.2.4${page}`],
      "azure, singleHost, dnsLabel": [`http://myhub.${azureName}`, `http://myhub.${azureName}${page}`],
      "azure, singleHost, dnsLabel, https": [`https://myhub.${azureName}`, `https://myhub.${azureName}${page}`],
      "azure, singleHost, zone, https": ["https://hub.example.org", `https://hub.example.org${page}`],
      "azure, singleHost, host, https": ["https://hub.example.org", `https://hub.example.org${page}`],
      "azure, singleHost, dnsLabel, path": [
        `http://myhub.${azureName}/jupyter`,
        `http://myhub.${azureName}/jupyter${page}`,
      ],
      "azure, singleHost, internal, own certificate": ["https://hub.example.org", `https://hub.example.org${page}`],
      "azure, clusterIP": ["http://localhost:8001", "http://localhost:8000"],
      "existing, singleHost": ["http://hub.example.org", `http://hub.example.org${page}`],
      "existing, singleHost, https": ["https://hub.example.org", `https://hub.example.org${page}`],
      "existing, nodePort": ["http://hub.example.org:30902", "http://hub.example.org:30901"],
      "existing, clusterIP": ["http://localhost:8001", "http://localhost:8000"],
    };
    /** The hub inside of the cluster, with the path that it has for browsers. */
    const direct = (stack: Hub) => `http://hub:8081${stack.choice.exposure.name.includes("path") ? "/jupyter" : ""}`;
    const exposureOf = ({ choice }: Hub) => `${choice.platform.name}, ${choice.exposure.name}`;

    test("every way out of the platforms is here", () => {
      expect([...new Set(hubs().map(exposureOf))].sort()).toEqual(Object.keys(expected).sort());
    });

    test("hub_url is where browsers find the hub: never empty, and of the scheme that is served", () => {
      const wrong = everywhere((stack) => differing(binderHub(stack, "hub_url"), expected[exposureOf(stack)]?.[0]));
      expect(wrong).toEqual([]);
    });

    test("the outputs show the hub and the Binder page", async () => {
      const shown = await Promise.all(
        hubs().map(async (stack) => {
          const urls = [stack.result.hubUrl, stack.result.binderUrl].map((url) => settled(pulumi.output(url)));
          const found = (await Promise.all(urls)).map(({ value }) => value);
          return differing(found, expected[exposureOf(stack)]).map((what) => `${what} in ${stack.title}`);
        }),
      );
      expect(shown.flat()).toEqual([]);
    });

    test("hub_url_local is proxy-public only where that does not end TLS", () => {
      const wrong = everywhere((stack) => {
        const secure = at(stack.values, "jupyterhub", "proxy", "https", "enabled") === true;
        const local = binderHub(stack, "hub_url_local");
        return secure && local !== direct(stack) ? [String(local)] : [];
      });
      expect(wrong).toEqual([]);
    });

    test("hub_url_local is the hub itself only where the hub's policy lets the binder pod in", () => {
      const wrong = everywhere((stack) => {
        const allowed = at(stack.values, "deployment", "labels", "hub.jupyter.org/network-access-hub") === "true";
        return differing(binderHub(stack, "hub_url_local"), allowed ? direct(stack) : "http://proxy-public");
      });
      expect(wrong).toEqual([]);
    });

    test("https is served exactly where the URL says so, for that host", () => {
      const wrong = everywhere((stack) => {
        const { protocol, hostname } = new URL(String(binderHub(stack, "hub_url")));
        const https = at(stack.values, "jupyterhub", "proxy", "https");
        const served = protocol !== "https:" ? undefined : at(https, "type") === "secret" ? true : [hostname];
        return differing(at(https, "hosts") ?? at(https, "enabled"), served);
      });
      expect(wrong).toEqual([]);
    });
  });

  describe("a login", () => {
    const withLogin = (wrong: (stack: Hub) => readonly string[]) =>
      everywhere((stack) => (stack.choice.auth.name === "none" ? [] : wrong(stack)));

    test("is known to BinderHub and to the hub's spawner: both, or neither", () => {
      const wrong = everywhere((stack) => {
        const expected = stack.choice.auth.name === "none" ? undefined : true;
        const known = [binderHub(stack, "auth_enabled"), hub(stack, "config", "BinderSpawner", "auth_enabled")];
        return differing(known, [expected, expected]);
      });
      expect(wrong).toEqual([]);
    });

    test("leads back to the hub that browsers see, by the URL that the outputs say to register", async () => {
      const wrong = await Promise.all(
        hubs()
          .filter(({ choice }) => !["none", "dummy"].includes(choice.auth.name))
          .map(async (stack) => {
            const authenticators = Object.values(hub(stack, "config") as object) as unknown[];
            const callbacks = authenticators.map((traits) => at(traits, "oauth_callback_url")).filter(Boolean);
            const { value } = await settled(pulumi.output(stack.result.oauthCallbackUrl));
            const callback = `${String(binderHub(stack, "hub_url"))}/hub/oauth_callback`;
            return differing([...callbacks, value], [callback, callback]);
          }),
      );
      expect(wrong.flat()).toEqual([]);
    });

    test("leads back from the hub to the Binder page, wherever that stands", async () => {
      const wrong = await Promise.all(
        hubs()
          .filter(({ choice }) => choice.auth.name !== "none")
          .map(async (stack) => {
            const { value } = await settled(stack.result.binderUrl as pulumi.Output<string>);
            const page = `${value.replace(/\/$/, "")}/oauth_callback`;
            return differing(hub(stack, "services", "binder", "oauth_redirect_uri"), page);
          }),
      );
      expect(wrong.flat()).toEqual([]);
    });

    test("gives users what they need to get at their servers", () => {
      const wrong = withLogin((stack) => [
        ...differing(hub(stack, "loadRoles", "user", "scopes"), ["self", "access:services!service=binder"]),
        ...differing(at(stack.values, "jupyterhub", "singleuser", "cmd"), "jupyterhub-singleuser"),
        ...differing(String(hub(stack, "services", "binder", "oauth_client_id")).slice(0, 8), "service-"),
      ]);
      expect(wrong).toEqual([]);
    });
  });

  describe("images", () => {
    const pullSecret = ({ values }: Hub) => at(values, "jupyterhub", "imagePullSecret");

    test("that are private reach users' pods: by the role, or with the credentials that push them", () => {
      const open = ["dockerHub", "azure, pull by role", "none", "inCluster"];
      const wrong = everywhere((stack) => {
        const [username, password] = ["username", "password"].map((key) => at(stack.values, "registry", key));
        const secret = { create: true, automaticReferenceInjection: true, username, password };
        const found = pullSecret(stack) as object | undefined;
        return open.includes(stack.choice.registry.name)
          ? differing(found, undefined)
          : differing({ ...found, registry: undefined }, { ...secret, registry: undefined });
      });
      expect(wrong).toEqual([]);
    });

    test("go to a registry wherever there is one", () => {
      const wrong = everywhere((stack) =>
        differing(binderHub(stack, "use_registry"), stack.choice.registry.name !== "none"),
      );
      expect(wrong).toEqual([]);
    });

    test("in an Azure registry have the project level that BinderHub needs", () => {
      const wrong = everywhere((stack) => {
        const prefix = String(binderHub(stack, "image_prefix"));
        const form =
          stack.choice.builds.name === "none"
            ? /^mygroupbinder\.azurecr\.io\/binder\/binder-$/
            : /^mygroupbinder\.azurecr\.io\/binder\/binder-[0-9a-f]{8}-$/;
        return prefix.includes(".azurecr.io") && !form.test(prefix) ? [prefix] : [];
      });
      expect(wrong).toEqual([]);
    });
  });
}
