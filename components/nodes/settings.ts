import * as z from "zod";
import { group } from "../../settings/names";
import { selector, tolerations } from "../../settings/placement";
import { type DeepReadonly } from "../../settings/settings";

const purpose = (what: string, value: string) =>
  z
    .enum(["prefer", "require", "ignore"], { error: "one of prefer, require, ignore" })
    .optional()
    .meta({
      description: `Whether ${what} prefer nodes with the label \`hub.jupyter.org/node-purpose: ${value}\`, require them, or ignore the label. Default: the chart's, \`prefer\`.`,
      example: "require",
    });

/** The `binderhub:nodes` group: which nodes of a cluster that is there the hub runs on. */
export const nodes = group({
  core: group({
    selector: selector("the hub, its proxy and BinderHub"),
    tolerations: tolerations("the hub, its proxy, BinderHub and the build daemons"),
    purpose: purpose("the hub and its proxy", "core"),
  })
    .optional()
    .meta({ description: "Nodes of the hub itself." }),
  users: group({
    selector: selector("users' servers"),
    tolerations: tolerations("users' servers"),
    purpose: purpose("users' servers", "user"),
  })
    .optional()
    .meta({ description: "Nodes of users' servers." }),
  builds: group({ selector: selector("builds and their daemons") })
    .optional()
    .meta({ description: "Nodes of builds." }),
});

declare module "../../settings/settings" {
  interface Settings {
    readonly nodes?: DeepReadonly<z.output<typeof nodes>>;
  }
}
