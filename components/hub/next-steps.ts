import { type Settings } from "../../settings/settings";
import { sure } from "../../settings/refusal";

/**
 * What a person can do now that the stack is up: for each step a comment and its commands, to paste into a shell. It has no `key: value`, because
 * the Pulumi CLI would read that as YAML and show an object.
 */
export function nextSteps(settings: Settings, binderUrl: string, ip: string | undefined): string {
  const { exposure, namespace, place } = settings;
  const inNamespace = `-n ${namespace}${place.platform === "azure" ? "" : ` --context ${place.context}`}`;
  if (exposure.type === "singleHost" && exposure.hold) {
    return lines([
      [
        `The address exists, but not yet the hub. Make this DNS record`,
        `${sure(exposure.host, "host")} A ${sure(ip, "address")}`,
      ],
      [`When it resolves`, `pulumi config rm --path binderhub:exposure.hold && pulumi up`],
    ]);
  }
  const kubectl = (command: string) => `kubectl ${command} ${inNamespace}`;
  return lines([
    ...(place.platform === "azure"
      ? [
          step(
            `Get access to the cluster`,
            `az aks get-credentials -g ${place.resourceGroup} -n ${place.clusterName}`,
            ...(place.entraAccess === undefined ? [] : [`kubelogin convert-kubeconfig -l azurecli`]),
          ),
        ]
      : []),
    ...(exposure.type === "clusterIP"
      ? [
          step(
            `Reach the hub. Run each of these commands in its own terminal`,
            kubectl(`port-forward service/binder ${exposure.binderPort}:80`),
            kubectl(`port-forward service/proxy-public ${exposure.hubPort}:80`),
          ),
        ]
      : []),
    step(`Open the Binder page`, binderUrl),
    step(`Launch a first repository there`, `https://github.com/binder-examples/requirements`),
    ...(exposure.type === "singleHost" && exposure.https?.email !== undefined
      ? [
          step(
            `The certificate takes a minute. If it does not come, although the name resolves`,
            kubectl(`rollout restart deployment/autohttps`),
          ),
        ]
      : []),
    step(`See what runs, and read the hub's log`, kubectl(`get pods`), kubectl(`logs deployment/hub`)),
    settings.protect
      ? step(
          `Delete everything. First remove the protection`,
          `pulumi config set binderhub:protect false && pulumi up && pulumi destroy`,
        )
      : step(`Delete everything`, `pulumi destroy`),
  ]);
}

/** A step: its purpose, and its commands. */
type Step = readonly [string, ...string[]];

function step(...texts: Step): Step {
  return texts;
}

function lines(steps: readonly Step[]): string {
  return steps.map(([what, ...how]) => [`# ${what}`, ...how].join("\n")).join("\n");
}
