import { at } from "../../../../settings/untyped";
import { plain } from "../../../../sandbox/wire";
import { deployed } from "../../deployed";

async function made(logs: object) {
  const { resources } = await deployed({ monitoring: { type: "azure", logs } });
  return (name: string) =>
    plain(resources.find((one) => one.name === `binderhub-monitoring-log-collection-${name}`)?.inputs);
}

test("launches have a table of their own, kept for as long as a setting says", async () => {
  const of = await made({ keep: 30, launches: { keep: 365 } });
  expect(of("launches")).toMatchObject({
    ...{ tableName: "BinderLaunches_CL", plan: "Analytics", retentionInDays: 365, totalRetentionInDays: 365 },
  });
});

test("only lines of logs are collected, by the cluster's identity", async () => {
  const rule = (await made({}))("rule");
  expect(at(rule, "dataSources", "extensions", "0", "streams")).toEqual(["Microsoft-ContainerLogV2"]);
  expect(at(rule, "dataFlows")).toHaveLength(2);
  expect(at(rule, "dataFlows", "1", "outputStream")).toBe("Custom-BinderLaunches_CL");
});

test("without the record of launches, there is no table for it", async () => {
  const of = await made({ launches: { record: false } });
  expect(of("launches")).toBeUndefined();
  expect(at(of("rule"), "dataFlows")).toHaveLength(1);
});

test("where no logs of the hub are kept, nothing collects them", async () => {
  const of = await made({ parts: false, launches: { record: false } });
  expect(["launches", "rule", "association", "agent"].map(of)).toEqual(Array(4).fill(undefined));
});
