import { chartsFolder, checkChartValues } from "../../sandbox/chart-schemas";
import { builderValues } from "../../values/builder";
import { composeValues } from "../../values/compose";
import { loadBalancerValues } from "../../values/exposure";
import { registryValues } from "../../values/registry";
import { tokenValues } from "../../values/tokens";

const token = (digit: string) => digit.repeat(64);

/** The dev stack's layers, with plain text where a stack has outputs. */
const devValues = composeValues([
  builderValues(3),
  tokenValues({ binderApi: token("a"), proxy: token("b"), cookie: token("c"), build: token("d") }),
  registryValues({ username: "jdoe", password: "pw", imagePrefix: "jdoe/binder-dev-" }),
  loadBalancerValues({
    hubUrl: "http://20.1.2.3",
    hubAnnotations: { "service.beta.kubernetes.io/azure-pip-name": "binderhub-proxy-public" },
    binderAnnotations: { "service.beta.kubernetes.io/azure-pip-name": "binderhub-binder" },
  }),
]);

test("the dev stack's values are exactly these", () => {
  expect(devValues).toStrictEqual({
    config: {
      BinderHub: {
        hub_url: "http://20.1.2.3",
        hub_url_local: "http://proxy-public",
        use_registry: true,
        image_prefix: "jdoe/binder-dev-",
        build_token_secret: token("d"),
      },
    },
    imageBuilderType: "dind",
    imageCleaner: { cordon: true },
    registry: { username: "jdoe", password: "pw" },
    service: {
      type: "LoadBalancer",
      annotations: { "service.beta.kubernetes.io/azure-pip-name": "binderhub-binder" },
    },
    jupyterhub: {
      hub: { cookieSecret: token("c"), services: { binder: { apiToken: token("a") } } },
      proxy: {
        secretToken: token("b"),
        service: {
          type: "LoadBalancer",
          annotations: { "service.beta.kubernetes.io/azure-pip-name": "binderhub-proxy-public" },
        },
      },
    },
  });
});

/** Skipped where the schemas are not at hand; the reason is printed once, by the global set-up. */
const withCharts = chartsFolder() === undefined ? describe.skip : describe;

/** Faults that Helm would find: it checks values merged into the charts' defaults, where everything required stands. */
const faultsOf = (values: unknown) =>
  checkChartValues(values).filter((fault) => !fault.includes("must have required property"));

withCharts("the real charts' schemas", () => {
  test("take the dev stack's values", () => {
    expect(faultsOf(devValues)).toEqual([]);
  });

  test.each<readonly [string, object, RegExp]>([
    ["a misspelt key of the binder Service", { service: { lables: {} } }, /^binderhub\/service: .*lables/],
    ["a misspelt key at the top", { imageBuilder: "dind" }, /^binderhub: .*imageBuilder/],
    ["a builder that is none", { imageBuilderType: "docker" }, /^binderhub\/imageBuilderType: /],
    ["a misspelt key of the hub", { jupyterhub: { hub: { lables: {} } } }, /^jupyterhub-.*\/hub: .*lables/],
    ["a misspelt key of the proxy", { jupyterhub: { proxy: { sercice: {} } } }, /^jupyterhub-.*\/proxy: .*sercice/],
    ["a replica count in words", { replicas: "one" }, /^binderhub\/replicas: /],
  ])("refuse %s", (_name, mistake, fault) => {
    const faults = faultsOf(composeValues([devValues, mistake]));
    expect(faults.length).toBeGreaterThan(0);
    expect(faults.join("\n")).toMatch(fault);
    expect(faults.every((line) => fault.test(line))).toBe(true);
  });

  test("of both versions of the JupyterHub chart are asked", () => {
    const faults = faultsOf({ jupyterhub: { proxy: { sercice: {} } } });
    expect(faults.map((line) => line.split("/")[0])).toEqual(["jupyterhub-4.2.0", "jupyterhub-4.3.5"]);
  });
});
