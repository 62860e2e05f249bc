import { buildDaemonValues } from "../../../components/build-daemon/values";

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
