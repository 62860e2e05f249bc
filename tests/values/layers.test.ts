import { builderValues } from "../../values/builder";
import { loadBalancerValues } from "../../values/exposure";
import { registryValues } from "../../values/registry";
import { tokenValues } from "../../values/tokens";

describe("registry", () => {
  const access = { username: "jdoe", password: "pw", imagePrefix: "jdoe/binder-dev-" };

  test("Docker Hub has no url: the chart's own default is right", () => {
    expect(registryValues(access)).toStrictEqual({
      config: { BinderHub: { use_registry: true, image_prefix: "jdoe/binder-dev-" } },
      registry: { username: "jdoe", password: "pw" },
    });
  });

  test("any other registry has one", () => {
    expect(registryValues({ ...access, url: "https://hub.azurecr.io" }).registry).toStrictEqual({
      url: "https://hub.azurecr.io",
      username: "jdoe",
      password: "pw",
    });
  });

  test("the prefix is taken as it is: whoever gives it has added the hyphen", () => {
    const values = registryValues({ ...access, imagePrefix: "mygroup/x-" });
    expect(values.config?.BinderHub?.image_prefix).toBe("mygroup/x-");
  });
});

describe("tokens", () => {
  test("stand where the charts look for them", () => {
    expect(tokenValues({ binderApi: "aa", proxy: "bb", cookie: "cc", build: "dd" })).toStrictEqual({
      config: { BinderHub: { build_token_secret: "dd" } },
      jupyterhub: {
        hub: { cookieSecret: "cc", services: { binder: { apiToken: "aa" } } },
        proxy: { secretToken: "bb" },
      },
    });
  });
});

describe("builder", () => {
  test("is dind: the chart's default hangs on containerd", () => {
    expect(builderValues(3)).toStrictEqual({ imageBuilderType: "dind", imageCleaner: { cordon: true } });
  });

  test.each([
    [1, false],
    [2, true],
    [3, true],
  ])("with %p nodes, cleaning up images closes a node: %p", (nodes, cordon) => {
    expect(builderValues(nodes).imageCleaner).toStrictEqual({ cordon });
  });
});

describe("load balancers", () => {
  test("each of the two Services claims its own address, and hub_url is the hub's", () => {
    expect(
      loadBalancerValues({
        hubUrl: "http://20.1.2.3",
        hubAnnotations: { "service.beta.kubernetes.io/azure-pip-name": "hub-address" },
        binderAnnotations: { "service.beta.kubernetes.io/azure-pip-name": "binder-address" },
      }),
    ).toStrictEqual({
      config: { BinderHub: { hub_url: "http://20.1.2.3", hub_url_local: "http://proxy-public" } },
      service: {
        type: "LoadBalancer",
        annotations: { "service.beta.kubernetes.io/azure-pip-name": "binder-address" },
      },
      jupyterhub: {
        proxy: {
          service: {
            type: "LoadBalancer",
            annotations: { "service.beta.kubernetes.io/azure-pip-name": "hub-address" },
          },
        },
      },
    });
  });
});
