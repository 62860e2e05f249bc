import * as pulumi from "@pulumi/pulumi";
import { type Settings } from "../../settings/settings";
import { type HubUrls } from "../address/urls";
import { afterDestroy, dnsRecord, nextSteps } from "./next-steps";

/** What the outputs tell of besides the settings. */
export interface Made {
  readonly urls: pulumi.Output<HubUrls>;
  /** Address of the hub, or of the one host. @default none is made */
  readonly ip?: pulumi.Output<string>;
  /** Address of the Binder page, where it has one of its own. */
  readonly binderIp?: pulumi.Output<string>;
  /** Administrator's kubeconfig of a cluster that is made. */
  readonly kubeconfig?: pulumi.Output<string>;
}

/** What a person gets from the stack: addresses, how to get at the cluster, what to do next. */
export function outputs(settings: Settings, { urls, ip, binderIp, kubeconfig }: Made) {
  const { auth, azure, kubernetes, namespace } = settings;
  return {
    binderUrl: urls.binder,
    hubUrl: urls.hub,
    ...(ip && { proxyPublicIp: ip }),
    ...(binderIp && { binderIp }),
    ...(kubeconfig && { resourceGroup: azure.resourceGroup, clusterName: azure.clusterName, kubeconfig }),
    ...(kubernetes && { context: kubernetes.context }),
    namespace,
    ...(auth.type !== "none" && auth.type !== "dummy" && { oauthCallbackUrl: urls.hubCallback }),
    ...(ip && dnsRecord(settings, ip)),
    nextSteps: pulumi.all([urls.binder, ip]).apply(([url, address]) => nextSteps(settings, url, address)),
    ...afterDestroy(settings),
  };
}
