import * as z from "zod";
import { group, text } from "../../settings/names";
import { type DeepReadonly } from "../../settings/settings";

/** A folder that is the daemon's alone: `/var/lib` and the like have other things in them. */
const folder = text(
  /^(\/(?!\.{1,2}(\/|$))[\w.-]+){3,}$/,
  "a folder such as /var/lib/myhub/dind, at least three deep: others are not the daemon's alone",
);

/**
 * Docker mirrors Docker Hub only, and refuses URLs with user names and the like.
 * @see https://github.com/moby/moby/blob/v28.3.3/registry/config.go ValidateMirror
 */
const mirror = text(
  /^https?:\/\/[a-z0-9]([-a-z0-9.]*[a-z0-9])?(:\d{1,5})?\/?$/,
  "a URL such as https://mirror.example.org, without user name and path",
);

/** Arguments that the chart gives the daemon itself, or that would open it to others. */
const argument = text(/^--?[a-zA-Z][^\s=]*(=.*)?$/s, "an argument such as --mtu=1450, with its value after =").refine(
  (arg) => !/^(-H\b|--host\b|--storage-driver\b|-s\b|--data-root\b|-g\b)/.test(arg),
  "another argument: the chart sets the daemon's sockets, its folder and its storage driver",
);

/** The `binderhub:buildDaemon` group: the daemon that builds images on each node. */
export const buildDaemon = group({
  arguments: z
    .array(argument, { error: "a list of arguments" })
    .min(1, "at least one argument, or left out")
    .optional()
    .meta({ description: "More arguments of the daemon.", example: ["--mtu=1450"] }),
  registryMirrors: z
    .array(mirror, { error: "a list of URLs" })
    .min(1, "at least one URL, or left out")
    .optional()
    .meta({
      description:
        "Mirrors of Docker Hub, from which base images come while it has them (`builder: dind`). Docker Hub limits how often an address may pull.",
      example: ["https://mirror.example.org"],
    }),
  dataFolder: folder.optional().meta({
    description:
      "Folder on the nodes for images and layers, such as one on a larger disk. Two hubs on one cluster must not share it.",
    example: "/mnt/disk/dind",
  }),
  socketFolder: folder.optional().meta({
    description: "Folder on the nodes for the daemon's socket. Two hubs on one cluster must not share it.",
    example: "/var/run/myhub/dind",
  }),
});

declare module "../../settings/settings" {
  interface Settings {
    readonly buildDaemon: DeepReadonly<z.output<typeof buildDaemon>>;
  }
}
