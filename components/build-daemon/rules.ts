import { type Problem, removeCommand, setCommand } from "../../settings/problems";
import { rule } from "../../settings/question";
import { type Asked } from "../../settings/settings";

/** Rules for the daemon: there is one, it is Docker where it has mirrors, and its folders are two. */
export const buildDaemonRules = [rule(["buildDaemon", "builder"], daemonFits)];

function daemonFits({ buildDaemon, builder }: Pick<Asked, "buildDaemon" | "builder">): Problem[] {
  const key = (name: string) => `binderhub:buildDaemon.${name}`;
  if (builder === "host") {
    return Object.keys(buildDaemon).map((name) => ({
      key: key(name),
      rule: "has no daemon to go to: with builder host, the node's own Docker builds",
      mend: removeCommand(key(name)),
    }));
  }
  if (builder === "pink" && buildDaemon.registryMirrors !== undefined) {
    const rule = "needs builder dind: Podman takes no mirrors as arguments";
    return [{ key: key("registryMirrors"), rule, mend: removeCommand(key("registryMirrors")) }];
  }
  const { dataFolder, socketFolder } = buildDaemon;
  if (dataFolder === undefined || dataFolder !== socketFolder) return [];
  const rule = "must be another folder than buildDaemon.dataFolder";
  const mend = setCommand(key("socketFolder"), "/var/run/binderhub/dind");
  return dataFolder === "/var/run/binderhub/dind"
    ? [{ key: key("socketFolder"), value: socketFolder, rule, mend: removeCommand(key("socketFolder")) }]
    : [{ key: key("socketFolder"), value: socketFolder, rule, mend }];
}
