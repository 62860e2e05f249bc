import * as z from "zod";
import { group, text, wholeNumber } from "../../settings/names";
import { type DeepReadonly } from "../../settings/settings";

const range = text(
  /^((25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(25[0-5]|2[0-4]\d|1?\d?\d)(\/(3[0-2]|[12]?\d))?$/,
  "an IPv4 address such as 10.1.2.3, or a range such as 10.1.2.0/24",
);

/** @see https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#dns-label-names */
const namespaceName = text(
  /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/,
  "the name of a namespace: 1 to 63 lower-case letters, digits and hyphens",
);

/**
 * A destination. Builds and users' servers have one list: a proxy serves both, and would otherwise be said twice. Servers are left out unless they are
 * named, because there a stranger sits at the keyboard. A port is open for TCP and UDP, so nothing says which: a resolver needs both.
 */
const destination = group({
  range: range.optional().meta({
    description: "An address, or a range of at most 65,536 (`/16`). Each entry has this or `namespace`.",
    example: "10.1.2.3",
  }),
  namespace: namespaceName.optional().meta({
    description: "A namespace of the cluster, with all of its pods. Each entry has this or `range`.",
    example: "proxy",
  }),
  ports: z
    .array(wholeNumber(1, 65_535), { error: "a list of ports" })
    .min(1, "at least one port, or left out")
    .optional()
    .meta({
      description:
        "Ports, for TCP and UDP. In a namespace they are the pods' own, which may differ from the Service's. A resolver has 53. Default: all.",
      example: [3128],
    }),
  servers: z.boolean({ error: "true or false" }).default(false).meta({
    description: "Whether users' servers may connect to it too, as they must to a proxy.",
    example: true,
  }),
});

/** The setting `binderhub:builds.reach`: what builds may reach. */
export const reach = z
  .array(destination, { error: "a list of destinations: { range, ports } or { namespace, ports }" })
  .default([])
  .meta({
    description:
      "What builds may connect to outside the public internet: an institution's proxy, Git server, package mirror or resolver. Each has a `range` or a `namespace`, and may have `ports`; with `servers: true` users' servers may connect to it too. Everything else that is private is closed.",
    example: [{ range: "10.1.2.3", ports: [3128] }],
  });

/** A destination outside the public internet. */
export type Destination = DeepReadonly<z.output<typeof destination>>;
