import { buildDaemonValues } from "../../../components/build-daemon/values";
import { buildDaemonWarnings } from "../../../components/build-daemon/rules";
import { ask } from "../../../settings/question";
import { edited, settingsOf } from "../../stack/stack";

const daemon = {
  arguments: ["--mtu=1450"],
  registryMirrors: ["https://mirror.example.org"],
  dataFolder: "/mnt/disk/images",
  socketFolder: "/var/run/myhub/images",
};

test("a daemon of which nothing is said is the chart's", () => {
  expect(buildDaemonValues({}, "dind")).toStrictEqual({});
});

test("Docker gets its arguments, its mirrors and its folders", () => {
  expect(buildDaemonValues(daemon, "dind")).toStrictEqual({
    dind: {
      daemonset: { extraArgs: ["--mtu=1450", "--registry-mirror=https://mirror.example.org"] },
      hostLibDir: "/mnt/disk/images",
      hostSocketDir: "/var/run/myhub/images",
    },
  });
});

test("Podman has its images under another key", () => {
  expect(buildDaemonValues({ dataFolder: "/mnt/disk/images" }, "pink")).toStrictEqual({
    pink: { hostStorageDir: "/mnt/disk/images" },
  });
});

test("the node's own Docker is no daemon of the chart", () => {
  expect(buildDaemonValues(daemon, "host")).toStrictEqual({});
});

test.each([
  ["http://10.1.2.3:5000", 1],
  ["https://mirror.example.org", 0],
  ["http://172.32.0.1", 0],
])("a mirror at %s is warned of if builds cannot reach it", (mirror, count) => {
  const settings = settingsOf(edited({ "buildDaemon.registryMirrors": [mirror] }));
  expect(ask(buildDaemonWarnings, settings, undefined).flat()).toHaveLength(count);
});
