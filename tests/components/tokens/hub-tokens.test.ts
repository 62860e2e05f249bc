import { HubTokens } from "../../../components/tokens/hub-tokens";
import { type Registered, record, settled } from "../recorder";

const recorded = (rotation = "") => record(() => new HubTokens("tokens", { rotation }));
const tokensOf = (resources: readonly Registered[]) =>
  resources.filter(({ type }) => type === "random:index/randomBytes:RandomBytes");

test("are four times 32 random bytes, kept until the rotation changes", async () => {
  const { resources } = await recorded("after the leak");
  expect(tokensOf(resources).map(({ name, inputs }) => [name, inputs])).toEqual(
    ["binder-api", "proxy", "cookie", "build"].map((purpose) => [
      `tokens-${purpose}`,
      { length: 32, keepers: { rotation: "after the leak" } },
    ]),
  );
});

test("depend on nothing that could change from run to run", async () => {
  const [one, two] = [await recorded(), await recorded()];
  expect(tokensOf(one.resources)).toEqual(tokensOf(two.resources));
  expect(tokensOf(one.resources).flatMap(({ dependencies }) => dependencies)).toEqual([]);
});

test.each([
  ["binderApi", "hex-of-tokens-binder-api"],
  ["proxy", "hex-of-tokens-proxy"],
  ["cookie", "hex-of-tokens-cookie"],
  ["build", "hex-of-tokens-build"],
] as const)("%s is given as hex, and secret", async (token, value) => {
  const { result } = await recorded();
  expect(await settled(result[token])).toEqual({ value, secret: true });
});
