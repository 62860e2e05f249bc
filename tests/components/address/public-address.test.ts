import * as pulumi from "@pulumi/pulumi";
import { PublicAddress, type PublicAddressArgs } from "../../../components/address/public-address";
import { record, settled } from "../recorder";

const addressType = "azure-native:network:PublicIPAddress";

const recordType = "azure-native:dns:RecordSet";

class Cluster extends pulumi.CustomResource {}

const recorded = (args: Partial<PublicAddressArgs> = {}) =>
  record(
    () =>
      new PublicAddress("proxy-public", {
        addressName: "binder-proxy-public",
        location: "westeurope",
        nodeResourceGroup: "nodes",
        cluster: new Cluster("test:index:Cluster", "aks"),
        ...args,
      }),
  );

test("is a static Standard IPv4 address in the node resource group, by plain names", async () => {
  const { ofType } = await recorded();
  expect(ofType(addressType).inputs).toEqual({
    publicIpAddressName: "binder-proxy-public",
    resourceGroupName: "nodes",
    location: "westeurope",
    sku: { name: "Standard", tier: "Regional" },
    publicIPAllocationMethod: "Static",
    publicIPAddressVersion: "IPv4",
  });
  expect(Object.values(ofType(addressType).inputDependencies).flat()).toEqual([]);
});

test("comes after the cluster, whose node resource group it stands in, and goes with it", async () => {
  const { ofType, named } = await recorded();
  expect(ofType(addressType).dependencies).toEqual([named("aks").urn]);
  expect(ofType(addressType).deletedWith).toBe(named("aks").urn);
});

test("gives the address as its host", async () => {
  const { result } = await recorded();
  expect((await settled(result.ip)).value).toBe("20.1.2.3");
  expect((await settled(result.host)).value).toBe("20.1.2.3");
});

test("with a host name gives that as its host, and still the address", async () => {
  const { result } = await recorded({ hostName: "hub.example.org" });
  expect((await settled(result.host)).value).toBe("hub.example.org");
  expect((await settled(result.ip)).value).toBe("20.1.2.3");
});

describe("an address that is there", () => {
  const edited = async (args: Partial<PublicAddressArgs>, dnsSettings: object) => {
    const live = { idleTimeoutInMinutes: 30, dnsSettings, zones: ["1"], ipAddress: "20.1.2.3" };
    const { ofType } = await recorded({ ...args, standing: () => ({ live }) });
    return ofType(addressType).inputs;
  };

  test("keeps what others wrote, and a label that they gave it", async () => {
    expect(await edited({}, { domainNameLabel: "theirs", fqdn: "theirs.westeurope" })).toMatchObject({
      idleTimeoutInMinutes: 30,
      dnsSettings: { domainNameLabel: "theirs" },
    });
  });

  test("gets the label that is ours, and not the host name of another one", async () => {
    expect((await edited({ dnsLabel: "ours" }, { domainNameLabel: "theirs", fqdn: "theirs.x" })).dnsSettings).toEqual({
      domainNameLabel: "ours",
    });
  });

  test("is asked for nothing that would make a new one", async () => {
    expect(Object.keys(await edited({}, {}))).not.toContain("zones");
  });
});

describe("with a DNS label", () => {
  test("owns the label", async () => {
    const { ofType } = await recorded({ dnsLabel: "myhub" });
    expect(ofType(addressType).inputs.dnsSettings).toEqual({ domainNameLabel: "myhub" });
  });

  test("does not put it on the Service too: an annotation would fight it", async () => {
    const { result } = await recorded({ dnsLabel: "myhub" });
    expect(result.annotations).toEqual({
      "service.beta.kubernetes.io/azure-pip-name": "binder-proxy-public",
    });
  });
});

describe("with a DNS zone", () => {
  const zone = { name: "example.org", resourceGroup: "dns", record: "hub" };

  test("makes a record of the address in the zone's own resource group", async () => {
    const { ofType } = await recorded({ zone });
    expect(ofType(recordType)).toMatchObject({
      name: "proxy-public-record",
      inputs: {
        zoneName: "example.org",
        resourceGroupName: "dns",
        relativeRecordSetName: "hub",
        recordType: "A",
        ttl: 300,
        aRecords: [{ ipv4Address: "20.1.2.3" }],
      },
    });
  });

  test("only the address in the record depends on anything", async () => {
    const { ofType } = await recorded({ zone });
    const { inputDependencies } = ofType(recordType);
    expect(Object.keys(inputDependencies).filter((key) => inputDependencies[key]?.length)).toEqual(["aRecords"]);
  });

  test("really deletes the record: the zone stays when the stack goes", async () => {
    const { ofType } = await recorded({ zone });
    expect(ofType(recordType).deletedWith).toBe("");
  });
});

test("without a DNS zone makes no record", async () => {
  const { resources } = await recorded();
  expect(resources.filter(({ type }) => type === recordType)).toEqual([]);
});

test("is claimed by name, in plain text", async () => {
  const { result } = await recorded();
  expect(result.annotations).toEqual({ "service.beta.kubernetes.io/azure-pip-name": "binder-proxy-public" });
});
