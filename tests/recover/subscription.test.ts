import { subscriptionIn, type SubscriptionSources } from "../../operate/subscription";

const nobody: SubscriptionSources = {
  configured: undefined,
  environment: undefined,
  ids: [],
  az: () => Promise.resolve(undefined),
};
const az = () => Promise.resolve({ id: "from-az", from: "az is logged in to it: Work" });
const group = (subscription: string) => `/subscriptions/${subscription}/resourceGroups/hub`;

// As azure-native chooses: `getConfig` and `NewAzCoreIdentity` in pulumi-azure-native's provider/pkg/provider.
describe("the subscription is", () => {
  test.each<[string, Partial<SubscriptionSources>, string | undefined]>([
    ["the configured one, before all others", { configured: "a", environment: "b", az }, "a"],
    ["the environment's, where none is configured", { environment: "b", az }, "b"],
    ["az's, where nothing names one", { az }, "from-az"],
    [
      "az's, where an empty one is configured: it hides the environment's",
      { configured: "", environment: "b", az },
      "from-az",
    ],
    ["the state's, where nobody can be asked", { ids: [group("s")] }, "s"],
    ["nobody's, where nobody knows", {}, undefined],
    ["the same whatever the case of its letters", { configured: "ABC", ids: [group("abc")] }, "ABC"],
  ])("%s", async (_what, sources, id) => {
    expect((await subscriptionIn({ ...nobody, ...sources }))?.id).toBe(id);
  });

  test("not asked of az where it is named", async () => {
    const never = () => Promise.reject(new Error("asked"));
    await expect(subscriptionIn({ ...nobody, configured: "a", az: never })).resolves.toMatchObject({ id: "a" });
  });
});

describe("another subscription than the state's stops everything, whoever names it:", () => {
  test.each<[string, Partial<SubscriptionSources>]>([
    ["the configuration", { configured: "other" }],
    ["the environment", { environment: "other" }],
    ["az", { az: () => Promise.resolve({ id: "other", from: "az is logged in to it" }) }],
    ["the state itself", { ids: [group("mine"), group("other")] }],
  ])("%s", async (_who, sources) => {
    const asked = subscriptionIn({ ...nobody, ids: [group("mine")], ...sources });
    await expect(asked).rejects.toThrow(/subscription .*mine|subscription .*other/);
    await expect(asked).rejects.toThrow("Nothing was changed. Set the right one");
  });
});
