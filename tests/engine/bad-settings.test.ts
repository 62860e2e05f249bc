/** @jest-environment ./tests/engine/environment.ts */
import { errors } from "./events";
import { onStage } from "./stage";

const misspelt = () =>
  onStage(
    { set: { "azure.nodeCount": "0", "azure.vmSise": "Standard_D4s_v3", "chart.version": "0.2.0-f565958" } },
    async (rehearsal) => ({ up: await rehearsal.run("up"), things: rehearsal.clouds.all() }),
  );

describe("an up with a node count of 0, a misspelt key and a chart of 2019", () => {
  let seen: Awaited<ReturnType<typeof misspelt>>;
  beforeAll(async () => {
    seen = await misspelt();
  });

  it("fails", () => expect(seen.up.succeeded).toBe(false));

  it.each([
    ["the node count", /binderhub:azure\.nodeCount = 0\n/],
    ["the misspelt key", /did you mean binderhub:azure\.vmSize\?/],
    ["the chart's version", /binderhub:chart\.version = 0\.2\.0-f565958\n/],
  ])("prints what is wrong with %s", (_what, wrong) => expect(seen.up.output).toMatch(wrong));

  it("reports all of it in one message", () => {
    const keys = ["binderhub:azure.nodeCount", "binderhub:azure.vmSise", "binderhub:chart.version"];
    const naming = errors(seen.up).filter((message) => keys.some((key) => message.includes(key)));
    // Pulumi prints what an inline program throws twice: the same message, word for word.
    expect([...new Set(naming)]).toEqual([expect.stringMatching(new RegExp(keys.join("[^]*")))]);
  });

  it("registers no resource but the stack", () => {
    const types = seen.up.events.flatMap(({ resourcePreEvent }) => resourcePreEvent?.metadata.type ?? []);
    expect([...new Set(types)]).toEqual(["pulumi:pulumi:Stack"]);
  });

  it("makes nothing in the clouds", () => expect(seen.things).toEqual([]));

  it("prints no stack trace", () => expect(seen.up.output).not.toMatch(/^\s+at .*:\d+:\d+\)?$/m));
});
