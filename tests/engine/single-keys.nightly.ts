/** @jest-environment ./tests/engine/environment.ts */
import { onStage } from "./stage";

// `pulumi config set --path` of one key takes the place of the whole default of its group in Pulumi.yaml.
describe("with the dev stack's settings and one key more,", () => {
  it.each([
    ["exposure.dnsLabel", "workshop"],
    ["chart.timeout", "1800"],
    ["azure.coreQuota", "8"],
  ])("%s, preview succeeds", async (key, value) => {
    const { output, succeeded } = await onStage({ set: { [key]: value } }, (rehearsal) => rehearsal.run("preview"));
    expect(succeeded ? "succeeded" : output).toBe("succeeded");
  });
});
