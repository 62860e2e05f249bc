import { type Settings } from "../../settings/settings";
import { setCommand, type Problem } from "../../settings/problems";
import { at } from "../../settings/untyped";
import { type Recorded } from "../../standing/recorded";

/** Node ports by the key that sets them. */
type Ports = Readonly<Record<string, unknown>>;

const holders: Readonly<Record<string, string>> = {
  "binderhub:exposure.binderPort": "the Binder page",
  "binderhub:exposure.hubPort": "the hub",
  "binderhub:registry.nodePort": "the registry",
};

/**
 * A Service cannot take over the node port of another one in one `pulumi up`. The API server gives a port to one Service only, and Services are
 * changed one after the other. So the release would fail and be rolled back, in every run.
 * @see https://github.com/kubernetes/kubernetes/blob/v1.34.0/pkg/registry/core/service/portallocator/allocator.go `ErrAllocated`
 */
export function nodePortRules(settings: Settings, recorded: Recorded): Problem[] {
  const [held, asked] = [heldPorts(recorded), askedPorts(settings)];
  const taken = new Set([...Object.values(held), ...Object.values(asked)]);
  return Object.entries(asked).flatMap(([key, port]) => {
    const [holder] = Object.entries(held).find(([other, of]) => other !== key && of === port) ?? [];
    if (holder === undefined) return [];
    const free = freePort(taken);
    taken.add(free);
    const rule = `is still in use by ${holders[holder] ?? holder}. First set another port and run 'pulumi up', then set this one`;
    return [{ key, value: String(port), rule, mend: setCommand(key, free) }];
  });
}

function askedPorts({ exposure, registry }: Settings): Ports {
  return {
    ...(exposure.type === "nodePort" && {
      "binderhub:exposure.binderPort": exposure.binderPort,
      "binderhub:exposure.hubPort": exposure.hubPort,
    }),
    ...(registry.type === "inCluster" && { "binderhub:registry.nodePort": registry.nodePort }),
  };
}

function heldPorts(recorded: Recorded): Ports {
  const values = at(recorded.get("binderhub-release")?.outputs, "values");
  const registry = recorded.get("registry-in-cluster-service")?.outputs;
  const ports = {
    "binderhub:exposure.binderPort": at(values, "service", "nodePort"),
    "binderhub:exposure.hubPort": at(values, "jupyterhub", "proxy", "service", "nodePorts", "http"),
    "binderhub:registry.nodePort": at(registry, "spec", "ports", 0, "nodePort"),
  };
  return Object.fromEntries(Object.entries(ports).filter(([, port]) => port !== undefined));
}

/** The first of the program's default ports that nothing in the stack uses. */
function freePort(taken: ReadonlySet<unknown>): number {
  let port = 30_901;
  while (taken.has(port)) port += 1;
  return port;
}
