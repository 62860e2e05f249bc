import * as z from "zod";
import { group, text, vmSizePattern, wholeNumber } from "../../settings/names";
import { versions } from "../../settings/versions";

/** A node pool in addition to the system pool, for users' servers or for builds. */
const pool = group({
  role: z.enum(["user", "build"], { error: "one of user, build" }).meta({
    description: "What runs on its nodes: users' servers, or builds.",
    example: "user",
  }),
  vmSize: text(vmSizePattern, `an Azure VM size such as ${versions.vmSizes.is.medium}`)
    .default(versions.vmSizes.is.medium)
    .meta({ description: "VM size of its nodes.", example: versions.vmSizes.is.medium }),
  min: wholeNumber(0, 1000).default(1).meta({ description: "Smallest number of nodes.", example: 1 }),
  max: wholeNumber(1, 1000).default(3).meta({
    description: "Largest number of nodes. If it is the same as `min`, the number never changes.",
    example: 10,
  }),
  spot: z.boolean({ error: "true or false" }).default(false).meta({
    description:
      "Spot nodes: they are cheap, but Azure may take them back at any time. Only for users' servers, never for builds.",
    example: true,
  }),
  gpu: z.boolean({ error: "true or false" }).default(false).meta({
    description: "Nodes with GPUs (a size of the N series). Only servers that ask for a GPU run there.",
    example: true,
  }),
  gpuDriver: z.enum(["azure", "none"], { error: "one of azure, none" }).optional().meta({
    description:
      "Who installs the driver on nodes with GPUs: AKS, or nobody, for NVIDIA's GPU Operator to do it. A change is for new nodes alone. Default: AKS.",
    example: "none",
  }),
  zones: z
    .array(z.enum(["1", "2", "3"], { error: 'one of "1", "2", "3"' }), { error: 'a list of zones, such as ["1", "2"]' })
    .min(1, "at least one zone, or left out")
    .optional()
    .meta({ description: "Availability zones. Default: none, Azure chooses.", example: ["1", "2"] }),
});

/** A node pool's settings, complete. */
export type Pool = Readonly<Omit<z.output<typeof pool>, "zones">> & { readonly zones?: readonly string[] };

/**
 * The `binderhub:azure.pools` group: further node pools by name.
 * @see https://learn.microsoft.com/azure/aks/create-node-pools#limitations for the rule on names
 */
export const pools = z
  .record(
    text(
      /^(?!system$)[a-z][a-z0-9]{0,11}$/,
      "1 to 12 lower-case letters and digits, beginning with a letter, and not 'system'",
    ),
    pool,
    { error: "pools by name" },
  )
  .default({})
  .meta({
    description: "More node pools, by name: `azure.pools.users.role`, `azure.pools.users.max`, …",
  });
