import { existingStack } from "../../stack/stack";
import { type Row } from "../../stack/row";

const key = "binderhub:buildDaemon";
const base = existingStack;

const args: readonly Row[] = [
  ["arguments outside a list", argument("--mtu=1450"), `${key}.arguments`, /list of arguments/],
  ["no arguments in a list", argument([]), `${key}.arguments`, /at least one argument/],
  ["an argument with a blank", argument(["--mtu 1450"]), `${key}.arguments[0]`, /after =/],
  ["an argument without dashes", argument(["mtu=1450"]), `${key}.arguments[0]`, /such as --mtu=1450/],
  ["a daemon that listens to others", argument(["--mtu=1", "--host=tcp://0.0.0.0"]), `${key}.arguments[1]`, /sockets/],
  ["another storage driver", argument(["--storage-driver=vfs"]), `${key}.arguments[0]`, /storage driver/],
];

const mirrors: readonly Row[] = [
  ["a mirror outside a list", mirror("https://m.example.org"), `${key}.registryMirrors`, /list of URLs/],
  ["a mirror without scheme", mirror(["m.example.org"]), `${key}.registryMirrors[0]`, /URL such as/],
  ["a mirror with a path", mirror(["https://m.example.org/v2"]), `${key}.registryMirrors[0]`, /without.* path/],
  ["mirrors for Podman", { ...mirror(["https://m.example.org"]), builder: "pink" }, `${key}.registryMirrors`, /dind/],
];

const folders: readonly Row[] = [
  ["a folder of the daemon that is not whole", { "buildDaemon.dataFolder": "dind" }, `${key}.dataFolder`, /three deep/],
  ["all of the node's libraries", { "buildDaemon.dataFolder": "/var/lib" }, `${key}.dataFolder`, /three deep/],
  ["a folder that leads up", { "buildDaemon.dataFolder": "/var/lib/../etc" }, `${key}.dataFolder`, /three deep/],
  ["a socket among the images", folder("/var/lib/dind"), `${key}.socketFolder`, /another folder/],
  ["a socket among the images, where it would go", folder("/var/run/binderhub/dind"), `${key}.socketFolder`, /another/],
  [
    "a daemon where the node's own builds",
    { ...argument(["--mtu=1450"]), builder: "host" },
    `${key}.arguments`,
    /node's own Docker/,
    { base },
  ],
];

/** What is wrong with the build daemon. */
export const buildDaemonRows: readonly Row[] = [...args, ...mirrors, ...folders];

function argument(list: unknown) {
  return { "buildDaemon.arguments": list };
}

function mirror(list: unknown) {
  return { "buildDaemon.registryMirrors": list };
}

function folder(both: string) {
  return { buildDaemon: { dataFolder: both, socketFolder: both } };
}
