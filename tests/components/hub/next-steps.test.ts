import * as pulumi from "@pulumi/pulumi";
import { concepts } from "../../../components/concepts";
import { nextSteps } from "../../../components/hub/next-steps";
import { outputs } from "../../../components/hub/outputs";
import { hubUrls } from "../../../components/address/urls";
import { edited, type Edits, existingStack, goodStack, settingsOf, type StackConfig } from "../../stack/stack";

const secretKeys = ["binderhub:registryPassword", "binderhub:authClientSecret", "binderhub:dummyPassword"];
const url = "http://20.1.2.4";
const ip = "20.1.2.3";

const settings = (edits: Edits, base: StackConfig = goodStack) => settingsOf(edited(edits, base), secretKeys);
const steps = (edits: Edits, base?: StackConfig) => nextSteps(settings(edits, base), url, ip).split("\n");

const outputsOf = (edits: Edits, base?: StackConfig) => {
  const given = settings(edits, base);
  const urls = pulumi.output(hubUrls(given.exposure, { hub: ip, binder: ip }));
  return outputs(concepts, given, { urls, ip: pulumi.output(ip) });
};

const host = { exposure: { type: "singleHost", host: "hub.example.org" } };
const https = { "exposure.https": { email: "me@example.org" } };
const open = [
  "# Open the Binder page",
  url,
  "# Launch a first repository there",
  "https://github.com/binder-examples/requirements",
];

describe("next steps, exactly", () => {
  test("of the workshop's hub", () => {
    expect(steps({})).toEqual([
      "# Get access to the cluster",
      "az aks get-credentials -g testhub -n hubcluster",
      ...open,
      "# See what runs, and read the hub's log",
      "kubectl get pods -n binderhub",
      "kubectl logs deployment/hub -n binderhub",
      "# Delete everything",
      "pulumi destroy",
    ]);
  });

  test("of a cluster that people log in to with Entra ID: how kubectl does", () => {
    expect(steps({ "azure.entraAccess": { azureRbac: true } }).slice(0, 3)).toEqual([
      "# Get access to the cluster",
      "az aks get-credentials -g testhub -n hubcluster",
      "kubelogin convert-kubeconfig -l azurecli",
    ]);
  });

  test("of a cluster that is there: the ports to forward, and every command names the context", () => {
    expect(steps({ namespace: "hub2", "exposure.hubPort": 9001 }, existingStack)).toEqual([
      "# Reach the hub. Run each of these commands in its own terminal",
      "kubectl port-forward service/binder 8000:80 -n hub2 --context kind-binder",
      "kubectl port-forward service/proxy-public 9001:80 -n hub2 --context kind-binder",
      ...open,
      "# See what runs, and read the hub's log",
      "kubectl get pods -n hub2 --context kind-binder",
      "kubectl logs deployment/hub -n hub2 --context kind-binder",
      "# Delete everything",
      "pulumi destroy",
    ]);
  });

  test("of HTTPS: what heals a certificate that does not come", () => {
    expect(steps({ ...host, ...https }).slice(2, 8)).toEqual([
      ...open,
      "# The certificate takes a minute. If it does not come, although the name resolves",
      "kubectl rollout restart deployment/autohttps -n binderhub",
    ]);
  });

  test("of a hub that waits for its record: the record, and how to go on", () => {
    expect(steps({ ...host, ...https, "exposure.hold": true })).toEqual([
      "# The address exists, but not yet the hub. Make this DNS record",
      "hub.example.org A 20.1.2.3",
      "# When it resolves",
      "pulumi config rm --path binderhub:exposure.hold && pulumi up",
    ]);
  });

  test.each<readonly [string, Edits, StackConfig]>([
    ["the workshop's hub", {}, goodStack],
    ["HTTPS", { ...host, ...https }, goodStack],
    ["a hub that waits", { ...host, "exposure.hold": true }, goodStack],
    ["a cluster that is there", {}, existingStack],
  ])("of %s have no line that the CLI would take for YAML", (_name, edits, base) => {
    for (const line of steps(edits, base)) expect(line).not.toMatch(/: |:$/);
  });
});

describe("the record that a person makes", () => {
  const record = (edits: Edits, base?: StackConfig) =>
    outputsOf(edits, base).dnsRecord as pulumi.Output<string> | undefined;

  test("is shown with its address, where only a host is named", async () => {
    const shown = record(host);
    expect(await new Promise((resolve) => shown?.apply(resolve))).toBe("hub.example.org A 20.1.2.3");
  });

  test.each<readonly [string, Edits, StackConfig]>([
    ["two addresses", {}, goodStack],
    ["a DNS label", { exposure: { type: "singleHost", dnsLabel: "myhub" } }, goodStack],
    ["a cluster that is there", { exposure: { type: "singleHost" } }, existingStack],
  ])("is none with %s", (_name, edits, base) => {
    expect(record(edits, base)).toBeUndefined();
  });
});

describe("what a destroy leaves", () => {
  const left = (edits: Edits, base?: StackConfig) => outputsOf(edits, base).afterDestroy;
  const app = (type: string, keys: object = {}): Edits => ({
    ...host,
    ...https,
    auth: { type, clientId: "id", allowAll: true, ...keys },
    authClientSecret: "x",
    registry: { type: "azure", name: "hubimages", prefix: "binder" },
  });
  const endpoint = "https://login.example.org/";
  const endpoints = { authorizeUrl: endpoint, tokenUrl: endpoint, userdataUrl: endpoint };
  const images = "stays after a destroy, to be deleted by hand: the images in the registry";

  test.each<readonly [string, Edits, RegExp]>([
    ["GitHub", app("github"), /: the OAuth app \(https:\/\/github\.com\/settings\/developers\)$/],
    ["GitLab", app("gitlab"), /: the OAuth app \(.*GitLab.*\)$/],
    ["Google", app("google"), /: the OAuth app \(https:\/\/console\.cloud\.google\.com\/apis\/credentials\)$/],
    ["Entra ID", app("entra", { tenantId: "00000000-0000-0000-0000-000000000000" }), /: the OAuth app \(.*entra.*\)$/],
    ["OpenID Connect", app("openIdConnect", endpoints), /: the OAuth app \(.*provider\)$/],
  ])("is the OAuth app of %s", (_name, edits, text) => {
    expect(left(edits)).toMatch(text);
  });

  test("is the images, where the registry is not the stack's", () => {
    expect(left({})).toBe(images);
  });

  test("is both, where there are both", () => {
    const { registry, ...github } = app("github");
    expect(registry).toBeDefined();
    expect(left(github)).toMatch(/: the images in the registry, the OAuth app \(.*\)$/);
  });

  test.each<readonly [string, Edits, StackConfig]>([
    ["a registry of its own and no login", { registry: { type: "azure", name: "hubimages", prefix: "b" } }, goodStack],
    ["a registry in the cluster", {}, existingStack],
    ["a closed trial", { auth: { type: "dummy", allowAll: true }, dummyPassword: "x" }, existingStack],
  ])("is nothing with %s", (_name, edits, base) => {
    expect(left(edits, base)).toBeUndefined();
  });
});
