import * as z from "zod";
import { group, hostName, serviceName, text, wholeNumber } from "../../settings/names";
import { type DeepReadonly } from "../../settings/settings";

/**
 * A label in the region's `cloudapp.azure.com` zone.
 * @see https://learn.microsoft.com/azure/virtual-network/ip-services/public-ip-addresses#domain-name-label
 */
const dnsLabel = text(
  /^[a-z][a-z0-9-]{1,61}[a-z0-9]$/,
  "3 to 63 lower-case letters, digits or hyphens, beginning with a letter and not ending in a hyphen",
);

/** @see https://datatracker.ietf.org/doc/html/rfc1918#section-3 */
const privateAddress = text(
  /^(10(\.(25[0-5]|2[0-4]\d|1?\d?\d)){3}|172\.(1[6-9]|2\d|3[01])(\.(25[0-5]|2[0-4]\d|1?\d?\d)){2}|192\.168(\.(25[0-5]|2[0-4]\d|1?\d?\d)){2})$/,
  "a private IPv4 address such as 10.224.255.10",
);

const externalNames = z
  .record(serviceName, hostName, { error: "names, each with a host" })
  .optional()
  .meta({
    description: "More names in the hub's namespace, as ExternalName Services: name → host.",
    example: { data: "data.example.org" },
  });

/** The range that Kubernetes gives to NodePorts by default. */
const nodePort = wholeNumber(30_000, 32_767);
const localPort = wholeNumber(1024, 65_535);

const loadBalancer = group({
  type: z.literal("loadBalancer"),
  dnsLabel: dnsLabel.max(59, "at most 59 characters, because the second address gets '-hub' added").optional().meta({
    description:
      "Free host names: `<dnsLabel>.<location>.cloudapp.azure.com` for the Binder page, `<dnsLabel>-hub.…` for the hub.",
    example: "myhub",
  }),
  externalNames,
});

const singleHost = group({
  type: z.literal("singleHost"),
  dnsLabel: dnsLabel.optional().meta({
    description: "Free host name: `<dnsLabel>.<location>.cloudapp.azure.com`.",
    example: "myhub",
  }),
  zone: group({
    name: hostName.meta({ description: "Name of an Azure DNS zone that exists.", example: "example.org" }),
    resourceGroup: text(/^[-\w._()]{0,89}[-\w_()]$/, "the name of a resource group").meta({
      description: "The zone's resource group.",
      example: "dns",
    }),
    record: text(
      /^(@|[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?(\.[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?)*)$/,
      "a record's name such as hub, or @ for the zone itself",
    ).meta({
      description: "Name of the record that the stack makes in the zone.",
      example: "hub",
    }),
  })
    .optional()
    .meta({ description: "Azure DNS zone. The stack makes the DNS record in it before the release." }),
  host: hostName.optional().meta({
    description: "Host name whose DNS record you make yourself. Use `hold` to get the address first.",
    example: "hub.example.org",
  }),
  hold: z.boolean({ error: "true or false" }).default(false).meta({
    description: "With `host`: makes only the address, not yet the hub. So you can make the DNS record first.",
    example: true,
  }),
  internal: group({
    address: privateAddress.meta({
      description:
        "A private address that nobody else has, in the subnet of the load balancer. In the network that AKS makes: 10.224.0.0/16, whose nodes take the lowest ones.",
      example: "10.224.255.10",
    }),
    subnet: text(/^[\w](?:[\w.-]{0,78}\w)?$/, "the name of a subnet")
      .optional()
      .meta({
        description: "Subnet of the address, in the cluster's virtual network. Default: the one of the nodes.",
        example: "internal",
      }),
  })
    .optional()
    .meta({
      description:
        "A private address of the cluster's virtual network, in place of a public one: nobody else finds the hub.",
    }),
  path: text(/^(\/[A-Za-z0-9][\w~-]*)+$/, "a path such as /jupyter, that begins with a slash and does not end in one")
    .optional()
    .meta({ description: "Path below the host, if the host has other things too.", example: "/jupyter" }),
  https: group({
    email: z.email({ error: "an e-mail address" }).optional().meta({
      description: "Contact for Let's Encrypt, which then gives the certificate.",
      example: "me@example.org",
    }),
    staging: z.boolean({ error: "true or false" }).default(false).meta({
      description:
        "Takes certificates from Let's Encrypt's staging server, for trials. Browsers refuse them, but they do not count towards Let's Encrypt's limits.",
      example: true,
    }),
    certificate: text(/\S/, "a file").optional().meta({
      description:
        "File with your own certificate and those that it stands on (PEM), relative to the project. Its private key is `httpsKey`.",
      example: "./hub.crt",
    }),
    secret: text(/^[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?$/, "the name of a Secret")
      .optional()
      .meta({
        description:
          "Secret of type `kubernetes.io/tls` in the hub's namespace, which you, or cert-manager, make. The hub starts once it is there.",
        example: "hub-tls",
      }),
  })
    .optional()
    .meta({ description: "HTTPS: with a certificate from Let's Encrypt, or with one of your own." }),
  externalNames,
});

const nodePorts = group({
  type: z.literal("nodePort"),
  binderPort: nodePort.default(30_901).meta({ description: "Port of the Binder page on every node.", example: 30_901 }),
  hubPort: nodePort.default(30_902).meta({ description: "Port of the hub on every node.", example: 30_902 }),
  externalNames,
});

const clusterIP = group({
  type: z.literal("clusterIP"),
  binderPort: localPort.default(8000).meta({ description: "Local port to forward to the Binder page.", example: 8000 }),
  hubPort: localPort.default(8001).meta({ description: "Local port to forward to the hub.", example: 8001 }),
  externalNames,
});

/** The `binderhub:exposure` group: how the hub is reached. */
export const exposure = z.discriminatedUnion("type", [loadBalancer, singleHost, clusterIP, nodePorts], {
  error: "one of loadBalancer, singleHost, clusterIP, nodePort",
});

declare module "../../settings/settings" {
  interface Settings {
    readonly exposure: DeepReadonly<z.output<typeof exposure>>;
    /** Content of the file `exposure.https.certificate`. */
    readonly certificate?: string;
  }
  interface Secrets {
    readonly httpsKey?: string;
  }
}
