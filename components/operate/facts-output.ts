import * as pulumi from "@pulumi/pulumi";
import { type Settings } from "../../settings/settings";
import { type Made } from "../concept";
import { type HubFacts, hubFacts } from "./facts";

/** The facts of a hub that is made: one secret, as everything in it is hidden. */
export function factsOf(settings: Settings, { urls, ip, binderIp, checkToken }: Made): pulumi.Output<HubFacts> {
  return pulumi.secret(
    pulumi
      .all([urls, ip, binderIp, checkToken])
      .apply(([made, hub, binder, token]) => hubFacts(settings, { urls: made, ip: hub, binderIp: binder, token })),
  );
}
