import { clouds } from "../../../components/cluster/clouds";
import { registryNames } from "../../../components/registry/names";
import { check, edited, settingsOf } from "../../stack/stack";

const entra = {
  ...{ type: "entra", clientId: "id", tenantId: "00000000-0000-0000-0000-000000000000", allowAll: true },
};
const inCloud = (environment: string, location: string) =>
  settingsOf(
    edited({
      ...{ "azure-native:environment": environment, "azure-native:location": location },
      ...{ registry: { type: "azure", name: "MyImages", prefix: "binder" }, registryPassword: undefined },
      ...{ exposure: { type: "singleHost", dnsLabel: "myhub", https: { email: "me@example.org" } } },
      ...{ auth: entra, authClientSecret: "x" },
    }),
    ["binderhub:authClientSecret"],
  );

test.each([
  ["public", "westeurope", "azurecr.io", "login.microsoftonline.com"],
  ["usgovernment", "usgovvirginia", "azurecr.us", "login.microsoftonline.us"],
  ["usgov", "usdodeast", "azurecr.us", "login.microsoftonline.us"],
  ["China", "chinanorth3", "azurecr.cn", "login.partner.microsoftonline.cn"],
])("in the cloud %s, images and logins have its host names", (environment, location, registries, login) => {
  const { registry, auth, namespace } = inCloud(environment, location);
  expect(registryNames(registry, namespace)?.url).toBe(`https://myimages.${registries}`);
  expect(auth.host ?? "login.microsoftonline.com").toBe(login);
});

test("no region is of two clouds, and each of those that a rehearsal may meet is of one", () => {
  const regions = ["westeurope", "chilecentral", "usgovarizona", "usdodcentral", "chinaeast", "southcentralus"];
  expect(regions.map((region) => clouds.filter((cloud) => cloud.regions.test(region)).length)).toEqual(
    regions.map(() => 1),
  );
});

test("a cloud that the Azure provider would take for the public one is refused, with those that there are", () => {
  const { problems } = check(edited({ "azure-native:environment": "german" }));
  expect(problems).toEqual([expect.objectContaining({ rule: "must be one of public, usgovernment, china" })]);
});
