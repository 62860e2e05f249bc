import { nextSteps } from "../../values/next-steps";
import { twoAddressUrls } from "../../values/urls";

describe("URLs", () => {
  test("of two addresses: one for the Binder page, one for the hub", () => {
    expect(twoAddressUrls({ hub: "20.1.2.3", binder: "20.1.2.4" })).toStrictEqual({
      binder: "http://20.1.2.4",
      hub: "http://20.1.2.3",
    });
  });

  test("of host names", () => {
    const hosts = { hub: "myhub-hub.westeurope.cloudapp.azure.com", binder: "myhub.westeurope.cloudapp.azure.com" };
    expect(twoAddressUrls(hosts)).toStrictEqual({
      binder: "http://myhub.westeurope.cloudapp.azure.com",
      hub: "http://myhub-hub.westeurope.cloudapp.azure.com",
    });
  });
});

describe("next steps", () => {
  const lines = nextSteps({
    binderUrl: "http://20.1.2.4",
    resourceGroup: "testhub",
    clusterName: "hubcluster",
    namespace: "binder",
  }).split("\n");

  test.each([
    ["where the page is", /http:\/\/20\.1\.2\.4/],
    ["how to get at the cluster", /az aks get-credentials --resource-group testhub --name hubcluster$/],
    ["how to look at the hub's log", /kubectl logs deployment\/hub --namespace binder$/],
    ["how to tear it down", /pulumi destroy/],
  ])("say %s", (_name, line) => {
    expect(lines.filter((text) => line.test(text))).toHaveLength(1);
  });

  test("are a few lines", () => {
    expect(lines.length).toBeLessThanOrEqual(8);
  });
});
