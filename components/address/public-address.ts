import * as dns from "@pulumi/azure-native/dns";
import * as network from "@pulumi/azure-native/network";
import * as pulumi from "@pulumi/pulumi";
import { type Settings } from "../../settings/settings";
import { derivedNodeResourceGroup } from "../cluster/derived";
import { refusal } from "../../settings/refusal";
import { keep, keepTags, type StandingOf, withForeignProperties } from "../../standing";
import { type Hosts } from "./urls";
import { type AksCluster } from "../cluster/aks-cluster";
import { type Home } from "../home";

/** What {@link PublicAddress} needs. Names are plain strings: they must be known before anything exists. */
export interface PublicAddressArgs {
  /** Name of the public IP. */
  readonly addressName: string;
  /** Azure region; the cluster's. */
  readonly location: string;
  /** The cluster's node resource group. The cluster may use an address in it without a role assignment. */
  readonly nodeResourceGroup: string;
  /** Label in the region's `cloudapp.azure.com` zone. @default none */
  readonly dnsLabel?: string;
  /** Record to make in an Azure DNS zone that exists. @default none */
  readonly zone?: { readonly name: string; readonly resourceGroup: string; readonly record: string };
  /** Host name that points, or will point, to the address. @default none: the address itself is used */
  readonly hostName?: string;
  /** Tags of the address. @default none */
  readonly tags?: Readonly<Record<string, string>>;
  /** The cluster that makes the node resource group. The address is deleted with it. */
  readonly cluster: pulumi.Resource;
  /** What is known about it already, so that what Azure and others wrote is left alone. @default nothing is known */
  readonly standing?: StandingOf;
}

/** A static public IP with its name in the DNS. It is made before the Service that uses it. */
export class PublicAddress extends pulumi.ComponentResource {
  /** The address, which Azure chooses. */
  readonly ip: pulumi.Output<string>;
  /** The host in URLs: the host name, or the address if there is no host name. */
  readonly host: pulumi.Output<string>;
  /** Annotations with which a Service of the type LoadBalancer gets the address. */
  readonly annotations: Readonly<Record<string, string>>;

  constructor(name: string, args: PublicAddressArgs, opts?: pulumi.ComponentResourceOptions) {
    super("binderhub:azure:PublicAddress", name, { ...args, cluster: undefined }, opts);
    const ipName = `${name}-ip`;
    const asked = publicIp(args);
    const kept = keep(asked, args.standing?.(ipName), withWhatOthersWrote);
    const address = new network.PublicIPAddress(ipName, kept.args, {
      parent: this,
      dependsOn: args.cluster,
      deletedWith: args.cluster,
      ignoreChanges: kept.ignoreChanges,
    });
    this.ip = address.ipAddress.apply((ip) => {
      if (ip === undefined) {
        throw refusal(`Azure has allotted no address to ${args.addressName} yet: run 'pulumi up' again.`);
      }
      return ip;
    });
    if (args.zone !== undefined) {
      new dns.RecordSet(
        `${name}-record`,
        {
          zoneName: args.zone.name,
          resourceGroupName: args.zone.resourceGroup,
          relativeRecordSetName: args.zone.record,
          recordType: "A",
          ttl: 300,
          aRecords: [{ ipv4Address: this.ip }],
        },
        { parent: this },
      );
    }
    this.host = args.hostName === undefined ? this.ip : pulumi.output(args.hostName);
    // Not `azure-dns-label-name`: the label is set on the address, and the annotation would change it back and forth.
    // https://learn.microsoft.com/azure/aks/static-ip
    this.annotations = { "service.beta.kubernetes.io/azure-pip-name": args.addressName };
    this.registerOutputs({ ip: this.ip, host: this.host, asked: address.id.apply(() => ({ [ipName]: asked })) });
  }
}

function publicIp({ addressName, nodeResourceGroup, location, tags, dnsLabel }: PublicAddressArgs) {
  return {
    publicIpAddressName: addressName,
    resourceGroupName: nodeResourceGroup,
    location,
    sku: { name: "Standard", tier: "Regional" },
    publicIPAllocationMethod: "Static",
    publicIPAddressVersion: "IPv4",
    tags,
    ...(dnsLabel !== undefined && { dnsSettings: { domainNameLabel: dnsLabel } }),
  };
}

/** The request for an address that exists. It contains what others wrote, such as a DNS name. */
function withWhatOthersWrote(
  asked: ReturnType<typeof publicIp>,
  live: Readonly<Record<string, unknown>>,
  before: unknown,
) {
  const others = ["ddosSettings", "deleteOption", "dnsSettings", "idleTimeoutInMinutes"];
  return withForeignProperties(keepTags(asked, live, before), others, live, before);
}

/** What {@link publicAddresses} needs. */
export interface PublicAddressesArgs {
  readonly settings: Settings;
  /** The AKS cluster that the addresses are for. Without one, there are no addresses. */
  readonly aks: AksCluster | undefined;
  /** Names that point, or will point, to the addresses. */
  readonly hosts: Partial<Hosts>;
  /** Tags of the addresses. */
  readonly tags: Readonly<Record<string, string>>;
  /** What is known about the addresses already. */
  readonly standing?: StandingOf;
}

/** The public addresses of a hub. `exposure` decides if there are two, one or none. */
export function publicAddresses(
  { settings, aks, hosts, tags, standing }: PublicAddressesArgs,
  { prefix, parent }: Home = { prefix: "" },
): Partial<Hosts<PublicAddress>> {
  const { exposure, place } = settings;
  if (aks === undefined || place.platform !== "azure") return {};
  const address = (name: string, args: Pick<PublicAddressArgs, "dnsLabel" | "zone" | "hostName">) =>
    new PublicAddress(
      `${prefix}${name}`,
      {
        addressName: `binderhub-${name}`,
        location: place.location,
        nodeResourceGroup: derivedNodeResourceGroup(place),
        tags,
        cluster: aks.resource,
        standing,
        ...args,
      },
      { parent },
    );
  switch (exposure.type) {
    case "loadBalancer":
      return {
        hub: address("proxy-public", {
          dnsLabel: exposure.dnsLabel && `${exposure.dnsLabel}-hub`,
          hostName: hosts.hub,
        }),
        binder: address("binder", { dnsLabel: exposure.dnsLabel, hostName: hosts.binder }),
      };
    case "singleHost": {
      const { dnsLabel, zone, internal } = exposure;
      if (internal !== undefined) return {};
      // The address that users know keeps its name, because a DNS label cannot move to another address in one run.
      return { hub: address("binder", { dnsLabel, zone, hostName: hosts.hub }) };
    }
    case "nodePort":
    case "clusterIP":
      return {};
  }
}
