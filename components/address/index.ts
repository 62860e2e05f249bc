import { trafficBill } from "./bill";
import { type Concept } from "../concept";
import { warning } from "../../settings/question";
import { certificate } from "./certificate";
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
  secrets: {
    httpsKey: {
      description: "Private key of `exposure.https.certificate` (PEM).",
      file: "hub.key",
      needed: {
        by: "exposure",
        types: {
          singleHost: ({ "https.certificate": file }) =>
            file === undefined ? undefined : `the private key of the certificate in ${file}`,
        },
      },
    },
  },
  completions: [certificate],
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
  values(settings, context) {
    const { httpsKey: key } = context.secrets;
    const { certificate: cert } = settings;
    return exposureValues(settings.exposure, {
      ...context,
      hubUrl: context.urls.hub,
      ...(cert !== undefined && key !== undefined && { certificate: { cert, key } }),
    });
  },
  outputs: ({ exposure: chosen, place }, { urls, ip, binderIp }) => {
    const internal = chosen.type === "singleHost" ? chosen.internal : undefined;
    const host = chosen.type === "singleHost" && place.platform === "azure" ? chosen.host : undefined;
    return {
      binderUrl: urls.binder,
      hubUrl: urls.hub,
      ...(ip && { proxyPublicIp: ip }),
      ...(binderIp && { binderIp }),
      // The DNS record that a person must make, if the stack cannot change the zone of the host name.
      ...(ip && host !== undefined && { dnsRecord: ip.apply((address) => `${host} A ${address}`) }),
      ...(internal !== undefined && host !== undefined && { dnsRecord: `${host} A ${internal.address}` }),
    };
  },
  bill: trafficBill,
} satisfies Concept;
