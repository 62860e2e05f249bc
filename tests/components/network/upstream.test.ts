import { networkValues } from "../../../components/network/values";
import { run, withBinderHub } from "../../upstream/binderhub";

const certificate = "-----BEGIN CERTIFICATE-----\nMIIBours\n-----END CERTIFICATE-----\n";

interface Pods {
  readonly mounts: Readonly<Record<string, string>>;
  readonly secrets: readonly string[];
  readonly trusts: boolean;
  /** Variables that name the same file. */
  readonly same: readonly string[];
}

withBinderHub("BinderHub's own code, with a proxy's certificate", () => {
  const network = { proxy: { http: "http://10.1.2.3:3128" }, certificate };
  const values = networkValues(network, { platform: "azure" }, "none");
  let pods: Pods;
  beforeAll(() => {
    pods = JSON.parse(run("builds.py", { values, certificate })) as Pods;
  });

  test("mounts it into build pods, beside what they had", () => {
    expect(pods.mounts).toEqual({
      "/var/run/docker.sock": "docker-socket",
      "/root/.docker/config.json": "docker-config",
      "/etc/binderhub/network/ca.pem": "network-certificate",
    });
    expect(pods.secrets).toEqual(["binder-build-docker-config", "binder-secret"]);
  });

  test("trusts it when it asks others, by every client that it has", () => {
    expect([pods.trusts, pods.same]).toEqual([true, ["GIT_SSL_CAINFO", "REQUESTS_CA_BUNDLE", "SSL_CERT_FILE"]]);
  });
});
