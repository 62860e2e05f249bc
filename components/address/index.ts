import { type Concept } from "../concept";
import { warning } from "../../settings/question";
import { addressLosses } from "./losses";
import { nodePortRules } from "./node-ports";
import { exposureRules } from "./rules";
import { exposure } from "./settings";
import { exposureValues } from "./values";

/** How the hub is reached. */
export const address = {
  settings: {
    exposure: exposure.prefault({ type: "loadBalancer" }).meta({ description: "How the hub is reached." }),
  },
  rules: exposureRules,
  warnings: [
    warning(["exposure"], ({ exposure: chosen }) =>
      chosen.type === "singleHost" && chosen.hold
        ? [
            "exposure.hold: only the address is made. A hub that is already running is removed, with its namespace and its users' volumes.",
          ]
        : [],
    ),
    warning(["exposure", "platform"], ({ exposure: { type }, platform }) =>
      type === "singleHost" && platform === "existing"
        ? [
            "exposure.type singleHost: the cluster must give addresses to LoadBalancer Services (plain kind does not). Otherwise the release waits until its timeout.",
          ]
        : [],
    ),
  ],
  changes: (settings, { recorded }) => nodePortRules(settings, recorded),
  losses: addressLosses,
  values: (settings, context) => exposureValues(settings.exposure, { ...context, hubUrl: context.urls.hub }),
  outputs: ({ exposure: chosen, place }, { urls, ip, binderIp }) => {
    const host = chosen.type === "singleHost" && place.platform === "azure" ? chosen.host : undefined;
    return {
      binderUrl: urls.binder,
      hubUrl: urls.hub,
      ...(ip && { proxyPublicIp: ip }),
      ...(binderIp && { binderIp }),
      // The DNS record that a person must make, if the stack cannot change the zone of the host name.
      ...(ip && host !== undefined && { dnsRecord: ip.apply((address) => `${host} A ${address}`) }),
    };
  },
} satisfies Concept;
