import { azure } from "../../../sandbox/azure/index";
import { group, modelOf } from "./scene";

// applyDefaults and getDefaultLocation in azure-native's provider/pkg/provider/provider.go.
const { location, ...homeless } = group;
const filled = (name: Parameters<typeof modelOf>[0], inputs: object, about: object = {}) =>
  azure.complete?.(modelOf(name), { ...inputs }, { name, olds: {}, provider: {}, ...about });

test("a resource without a location gets the one of the provider's configuration", () => {
  expect(filled("group", homeless, { provider: { location: "northeurope" } })).toHaveProperty(
    "location",
    "northeurope",
  );
});

test("a resource that has a location keeps it", () => {
  expect(filled("group", group, { provider: { location: "northeurope" } })).toHaveProperty("location", location);
});

test("a resource that was made stays where it is, whatever the configuration says now", () => {
  const about = { olds: { location: "westeurope" }, provider: { location: "northeurope" } };
  expect(filled("group", homeless, about)).toHaveProperty("location", "westeurope");
});

test("a type without a location gets none", () => {
  expect(filled("pool", {}, { provider: { location: "northeurope" } })).not.toHaveProperty("location");
});
