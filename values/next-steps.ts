import { type Output } from "@pulumi/pulumi";
import { type Settings } from "../settings";

/** Where OAuth apps are managed, by identity provider. */
const appPages: Partial<Record<Settings["auth"]["type"], string>> = {
  github: "https://github.com/settings/developers",
  gitlab: "your GitLab's Preferences, Applications",
  google: "https://console.cloud.google.com/apis/credentials",
  entra: "https://entra.microsoft.com, App registrations",
  openIdConnect: "your identity provider",
};

/** What a person does once the stack is up, as lines to read in a terminal. */
export function nextSteps(settings: Settings, binderUrl: string, ip: string): string {
  const { azure, exposure, namespace, platform, kubernetes } = settings;
  const inNamespace = `--namespace ${namespace}${kubernetes === undefined ? "" : ` --context ${kubernetes.context}`}`;
  const clusterAccess =
    platform === "azure"
      ? [
          `Get at the cluster:  az aks get-credentials --resource-group ${azure.resourceGroup} --name ${azure.clusterName}`,
        ]
      : [];
  const watch = [
    ...clusterAccess,
    `See what runs:       kubectl get pods ${inNamespace}`,
    `Read the hub's log:  kubectl logs deployment/hub ${inNamespace}`,
    `Tear it all down:    pulumi destroy`,
  ];
  if (exposure.type === "singleHost" && exposure.hold) {
    return [
      `The address is there, the hub is not. Make this DNS record: ${exposure.host ?? ""} A ${ip}`,
      `When it resolves:    pulumi config rm --path binderhub:exposure.hold && pulumi up`,
    ].join("\n");
  }
  const forwards =
    exposure.type === "clusterIP"
      ? [
          `First, each in a terminal of its own:`,
          `  kubectl port-forward service/binder ${exposure.binderPort}:80 ${inNamespace}`,
          `  kubectl port-forward service/proxy-public ${exposure.hubPort}:80 ${inNamespace}`,
        ]
      : [];
  const certificate =
    exposure.type === "singleHost" && exposure.https !== undefined
      ? [
          `The certificate takes a minute. If it does not come, make sure that the name resolves, then:`,
          `  kubectl rollout restart deployment/autohttps ${inNamespace}`,
        ]
      : [];
  const open = `Open ${binderUrl} and launch https://github.com/binder-examples/requirements`;
  return [...forwards, open, ...certificate, ...watch].join("\n");
}

/** The record that a person makes, where the host name's zone is not the stack's to change. */
export function dnsRecord({ platform, exposure }: Settings, ip: Output<string>): { dnsRecord?: Output<string> } {
  const host = exposure.type === "singleHost" && platform === "azure" ? exposure.host : undefined;
  return host === undefined ? {} : { dnsRecord: ip.apply((address) => `${host} A ${address}`) };
}

/** What a destroy cannot remove. Shown among the outputs, also of the destroy itself. */
export function afterDestroy({ auth, registry }: Settings): { afterDestroy?: string } {
  const page = appPages[auth.type];
  const left = [
    ...(page === undefined ? [] : [`the OAuth app (${page})`]),
    ...(registry.type === "azure" || registry.type === "inCluster" || registry.type === "none"
      ? []
      : ["the images in the registry"]),
  ];
  return left.length === 0 ? {} : { afterDestroy: `still there, to be deleted by hand: ${left.join(", ")}` };
}
