import * as pulumi from "@pulumi/pulumi";
import { BinderHub, type BinderHubArgs } from "../../../components/hub/binder-hub";
import { secret } from "../../../sandbox/wire";
import { hubArgs } from "../arguments";
import { apiServer } from "../mocked-clouds";
import { input, record } from "../recorder";

const releaseType = "kubernetes:helm.sh/v3:Release";
const namespaceType = "kubernetes:core/v1:Namespace";

class Thing extends pulumi.CustomResource {
  constructor(name: string, opts?: pulumi.CustomResourceOptions) {
    super("test:index:Thing", name, {}, opts);
  }
}

/** As an address is: a component around a resource. */
class Address extends pulumi.ComponentResource {
  constructor(name: string) {
    super("test:index:Address", name);
    new Thing(`${name}-ip`, { parent: this });
  }
}

const recorded = (args: () => Partial<BinderHubArgs> = () => ({})) =>
  record(() => new BinderHub("x", { ...hubArgs, ...args() }));

test("makes the namespace as a resource of its own", async () => {
  const { ofType } = await recorded();
  expect(input(ofType(namespaceType), "metadata")).toEqual({
    name: "binder",
    labels: {
      "pod-security.kubernetes.io/enforce": "privileged",
      "pod-security.kubernetes.io/warn": "baseline",
      "pod-security.kubernetes.io/audit": "baseline",
    },
  });
});

describe("the release", () => {
  test("is the pinned chart under the namespace's name, with Helm's safeguards", async () => {
    const { ofType } = await recorded();
    expect(ofType(releaseType).inputs).toMatchObject({
      name: "binder",
      namespace: "binder",
      createNamespace: false,
      chart: "binderhub",
      version: "1.0.0-0.dev.git.3983.h383374de",
      repositoryOpts: { repo: "https://example.org/charts" },
      atomic: true,
      cleanupOnFail: true,
      timeout: 1200,
      maxHistory: 7,
      values: { imageBuilderType: "dind" },
    });
  });

  test("of a chart folder has neither version nor repository", async () => {
    const { ofType } = await recorded(() => ({ chart: { ...hubArgs.chart, path: "../chart" } }));
    const { inputs } = ofType(releaseType);
    expect(inputs.chart).toBe("../chart");
    expect(inputs).not.toHaveProperty("version");
    expect(inputs).not.toHaveProperty("repositoryOpts");
  });

  test.each(["valueYamlFiles", "skipAwait"])("does not use %s", async (option) => {
    const { ofType } = await recorded();
    expect(ofType(releaseType).inputs).not.toHaveProperty(option);
  });

  test("keeps a secret among the values secret, and only that", async () => {
    const { ofType } = await recorded(() => ({
      values: { registry: { username: "jdoe", password: pulumi.secret("canary") } },
    }));
    expect(ofType(releaseType).inputs.values).toEqual({
      registry: {
        username: "jdoe",
        password: secret("canary"),
      },
    });
  });

  test("comes after the namespace and after the addresses that its Services claim", async () => {
    const { ofType, named } = await recorded(() => ({ after: [new Address("hub"), new Address("page")] }));
    expect(ofType(releaseType).dependencies).toEqual(
      expect.arrayContaining([ofType(namespaceType).urn, named("hub-ip").urn, named("page-ip").urn]),
    );
  });
});

describe("on a cluster", () => {
  test("of the stack's own, namespace and release go with it", async () => {
    const { ofType, named } = await recorded(() => ({ cluster: new Thing("aks") }));
    expect(ofType(namespaceType).deletedWith).toBe(named("aks").urn);
    expect(ofType(releaseType).deletedWith).toBe(named("aks").urn);
  });

  test("that stays, both are really deleted", async () => {
    const { ofType } = await recorded();
    expect(ofType(namespaceType).deletedWith).toBe("");
    expect(ofType(releaseType).deletedWith).toBe("");
  });
});

describe("a Service with a load balancer", () => {
  const patchType = "kubernetes:core/v1:ServicePatch";
  const withBalancer = () => recorded(() => ({ balanced: ["proxy-public"] }));

  test("is told to keep the addresses of clients", async () => {
    const { ofType } = await withBalancer();
    expect(ofType(patchType)).toMatchObject({
      name: "x-proxy-public-clients",
      inputs: {
        metadata: { name: "proxy-public", namespace: "binder", annotations: { "pulumi.com/patchForce": "true" } },
        spec: { externalTrafficPolicy: "Local" },
      },
    });
  });

  test("is changed after the release has made it, and the change goes with it", async () => {
    const { ofType } = await withBalancer();
    expect(ofType(patchType).dependencies).toEqual([ofType(releaseType).urn]);
    expect(ofType(patchType).deletedWith).toBe(ofType(releaseType).urn);
  });
});

describe("an alias", () => {
  const serviceType = "kubernetes:core/v1:Service";
  const withAlias = () => recorded(() => ({ externalNames: { data: "data.example.org" } }));

  test("is an ExternalName Service in the hub's namespace", async () => {
    const { ofType } = await withAlias();
    expect(ofType(serviceType)).toMatchObject({
      name: "x-alias-data",
      inputs: {
        metadata: { name: "data", namespace: "binder" },
        spec: { type: "ExternalName", externalName: "data.example.org" },
      },
    });
  });

  test("comes after the namespace and goes with it", async () => {
    const { ofType } = await withAlias();
    expect(ofType(serviceType).dependencies).toEqual([ofType(namespaceType).urn]);
    expect(ofType(serviceType).deletedWith).toBe(ofType(namespaceType).urn);
  });

  test("is made only where one is asked for", async () => {
    const { resources } = await recorded();
    expect(resources.filter(({ type }) => type === serviceType)).toEqual([]);
  });
});

test("the API server's own address stays closed to builds, and whoever asked for it is told", async () => {
  const ranges = [apiServer, "20.1.2.0/24", "10.1.2.3"];
  const { warnings } = await recorded(() => ({
    buildsReach: { reach: ranges.map((range) => ({ range, servers: false })) },
  }));
  expect(warnings).toEqual([expect.stringContaining(`${apiServer} is the cluster's API server`)]);
});

describe("the policy of users' servers", () => {
  const policies = async (servers: boolean) => {
    const { resources } = await recorded(() => ({ buildsReach: { reach: [{ range: "10.1.2.3", servers }] } }));
    return resources.filter(({ type }) => type === "kubernetes:networking.k8s.io/v1:NetworkPolicy");
  };

  test("is made beside that of builds where they may connect to something, before the first of them starts", async () => {
    const { ofType, named } = await recorded(() => ({
      buildsReach: { reach: [{ range: "10.1.2.3", servers: true }] },
    }));
    expect(named("x-server-policy").inputs).toMatchObject({
      metadata: { name: "binderhub-servers", namespace: "binder" },
      spec: { egress: [{ to: [{ ipBlock: { cidr: "10.1.2.3/32" } }] }] },
    });
    expect(ofType(releaseType).dependencies).toContain(named("x-server-policy").urn);
  });

  test("is not made where only builds may", async () => {
    expect((await policies(false)).map(({ name }) => name)).toEqual(["x-build-policy"]);
  });
});
