/** @jest-environment ./tests/engine/environment.ts */
import { canary, leaks } from "./canaries";
import { errors } from "./events";
import { onStage } from "./stage";

/** Secrets in wrong places: encrypted inside a group, under a key that is none, and in plain text. */
const encrypted = { "branding.password": canary("in-a-group"), githubToken: canary("misspelt") };
const plain = { dummyPassword: canary("in-plain-text") };

const misspelt = () =>
  onStage(
    {
      set: { "azure.nodeCount": "0", "azure.vmSise": "Standard_D4s_v5", "chart.version": "0.2.0-f565958", ...plain },
      secrets: encrypted,
    },
    async (rehearsal) => ({ up: await rehearsal.run("up"), things: rehearsal.clouds.all() }),
  );

describe("an up with a node count of 0, a misspelt key, a chart of 2019, and secrets in wrong places", () => {
  let seen: Awaited<ReturnType<typeof misspelt>>;
  beforeAll(async () => {
    seen = await misspelt();
  });

  it("fails", () => expect(seen.up.succeeded).toBe(false));

  it.each([
    ["the node count", /binderhub:azure\.nodeCount = 0\n/],
    ["the misspelt key", /did you mean binderhub:azure\.vmSize\?/],
    ["the chart's version", /binderhub:chart\.version = 0\.2\.0-f565958\n/],
    ["a group that is encrypted", /binderhub:branding\n +is encrypted, or has an encrypted value/],
    ["a secret under a key that is none", /binderhub:githubToken\n +is not a setting/],
    ["a secret in plain text", /binderhub:dummyPassword\n +is a secret and must not be in plain text/],
  ])("prints what is wrong with %s", (_what, wrong) => expect(seen.up.output).toMatch(wrong));

  it("reports all of it in one message", () => {
    const keys = ["binderhub:azure.nodeCount", "binderhub:azure.vmSise", "binderhub:chart.version"];
    const naming = errors(seen.up).filter((message) => keys.some((key) => message.includes(key)));
    // Pulumi prints what an inline program throws twice: the same message, word for word.
    expect([...new Set(naming)]).toEqual([expect.stringMatching(new RegExp(keys.join("[^]*")))]);
  });

  it("prints no secret, wherever it stands", () =>
    expect(leaks({ ...encrypted, ...plain }, seen.up.output)).toEqual([]));

  it("reports none but what stands in plain text, which Pulumi repeats as it does all plain settings", () => {
    expect(leaks({ ...encrypted, ...plain }, errors(seen.up).join())).toEqual([]);
    expect(leaks(encrypted, JSON.stringify(seen.up.events))).toEqual([]);
  });

  it("registers no resource but the stack", () => {
    const types = seen.up.events.flatMap(({ resourcePreEvent }) => resourcePreEvent?.metadata.type ?? []);
    expect([...new Set(types)]).toEqual(["pulumi:pulumi:Stack"]);
  });

  it("makes nothing in the clouds", () => expect(seen.things).toEqual([]));

  it("prints no stack trace", () => expect(seen.up.output).not.toMatch(/^\s+at .*:\d+:\d+\)?$/m));
});
