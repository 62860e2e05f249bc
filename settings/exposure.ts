import * as z from "zod";
import { text } from "./names";

/**
 * A label in the region's `cloudapp.azure.com` zone.
 * @see https://learn.microsoft.com/azure/virtual-network/ip-services/public-ip-addresses#domain-name-label
 */
const dnsLabel = text(
  /^[a-z][a-z0-9-]{1,61}[a-z0-9]$/,
  "3 to 63 lower-case letters, digits or hyphens, beginning with a letter and not ending in a hyphen",
).meta({
  description:
    "Free host name in Azure's zone: `<dnsLabel>.<location>.cloudapp.azure.com`. With two addresses the hub gets `<dnsLabel>-hub`.",
  example: "myhub",
});

const loadBalancer = z.strictObject({
  type: z.literal("loadBalancer"),
  dnsLabel: dnsLabel.max(59, "at most 59 characters, as '-hub' is added for the second address").optional(),
});

/** The `binderhub:exposure` group: how the hub is reached. */
export const exposure = z.discriminatedUnion("type", [loadBalancer], { error: "one of loadBalancer" });
