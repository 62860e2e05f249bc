import * as z from "zod";

/** The setting `binderhub:builder`: what builds images. */
export const builder = z.enum(["dind", "pink", "host"], { error: "one of dind, pink, host" }).default("dind").meta({
  description:
    "What builds images: Docker (`dind`) or Podman (`pink`) in a pod, or the node's own Docker (`host`, only on existing clusters that run on Docker).",
  example: "dind",
});

declare module "../../settings/settings" {
  interface Settings {
    readonly builder: z.output<typeof builder>;
  }
}
