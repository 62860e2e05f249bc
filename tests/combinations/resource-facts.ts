import { blotted, plain } from "../../sandbox/wire";
import { type Registered } from "../components/recorder";
import { type RecordedStack } from "./recorded-stacks";

const stackType = "pulumi:pulumi:Stack";
const isComponent = ({ type }: Registered) => type.startsWith("binderhub:");
const names = (resources: readonly Registered[]) => resources.map(({ name }) => name);
const ofType = ({ resources }: RecordedStack, ...types: readonly string[]) =>
  resources.filter(({ type }) => types.includes(type));

/** What must be true of the resources of every stack. */
export function resourceFacts(stacks: readonly RecordedStack[]): void {
  /** What is wrong, with the stack that it is wrong in. */
  const everywhere = (wrong: (stack: RecordedStack) => readonly string[]) =>
    stacks.flatMap((stack) => wrong(stack).map((what) => `${what} in ${stack.title}`));

  test("there is a hub in every stack but those on hold, and an address in those", () => {
    const wrong = everywhere((stack) => {
      const held = stack.choice.exposure.name.includes("hold");
      const found = held ? ofType(stack, "azure-native:network:PublicIPAddress") : [stack.release];
      return found.length === 1 && (stack.release === undefined) === held ? [] : [`${found.length} found`];
    });
    expect(stacks.length).toBeGreaterThan(100);
    expect(wrong).toEqual([]);
  });

  describe("every resource of every stack", () => {
    test("has a component above it, save the components right below the stack", () => {
      const wrong = everywhere(({ resources }) => {
        const components = resources.filter(isComponent).map(({ urn }) => urn);
        const root = resources.find(({ type }) => type === stackType)?.urn ?? "none";
        return names(
          resources.filter(
            (resource) =>
              resource.type !== stackType &&
              !components.includes(resource.parent) &&
              !(isComponent(resource) && resource.parent === root),
          ),
        );
      });
      expect(wrong).toEqual([]);
    });

    test("is named <component>-<thing>, in lower case, and is alone with its name", () => {
      const wrong = everywhere(({ resources }) => {
        const own = resources.filter(({ type }) => type !== stackType);
        const nameOf = new Map(own.map(({ urn, name }) => [urn, name]));
        return names(
          own.filter(
            ({ name, parent }, index) =>
              !/^[a-z]+(-[a-z]+)*$/.test(name) ||
              !name.startsWith(nameOf.has(parent) ? `${nameOf.get(parent) ?? ""}-` : "") ||
              own.findIndex((other) => other.name === name) !== index,
          ),
        );
      });
      expect(wrong).toEqual([]);
    });

    test("takes names, places and whatever else replaces it from the settings, not from other resources", () => {
      const keys = [
        ...["resourceGroupName", "resourceName", "nodeResourceGroup", "publicIpAddressName", "registryName"],
        ...[
          "zoneName",
          "relativeRecordSetName",
          "location",
          "dnsPrefix",
          "name",
          "namespace",
          "metadata",
          "dnsSettings",
        ],
      ];
      // A patch is taken back while its release is replaced, and so has the namespace from it.
      const isPatch = (type: string) => type.endsWith(":ServicePatch");
      const wrong = everywhere(({ resources }) =>
        resources
          .filter(({ type }) => !isPatch(type))
          .flatMap(({ name, inputDependencies }) =>
            keys.filter((key) => (inputDependencies[key] ?? []).length > 0).map((key) => `${name}: ${key}`),
          ),
      );
      expect(wrong).toEqual([]);
    });

    test("in the cluster is made with the cluster's own provider", () => {
      const wrong = everywhere(({ resources, named }) => {
        const own = `${named("cluster-kubernetes").urn}::cluster-kubernetes-id`;
        return names(resources.filter(({ type, provider }) => type.startsWith("kubernetes:") && provider !== own));
      });
      expect(wrong).toEqual([]);
    });
  });

  describe("on an existing cluster", () => {
    const existing = () => stacks.filter(({ choice }) => choice.platform.name === "existing");

    test("nothing of Azure is made or asked", () => {
      const azure = existing().flatMap(({ resources, calls }) => [
        ...resources.map(({ type }) => type),
        ...calls.map(({ token }) => token),
      ]);
      expect(azure.length).toBeGreaterThan(100);
      expect(azure.filter((token) => token.startsWith("azure-native:"))).toEqual([]);
    });

    test("the hub is really deleted: the cluster stays", () => {
      const hubs = existing().flatMap(({ release, named }) => [release, named("binderhub-namespace")]);
      expect(hubs.map((resource) => resource?.deletedWith)).toEqual(hubs.map(() => ""));
    });
  });

  test("on a cluster of the stack's own, what is in it or in its node resource group goes with it", () => {
    const wrong = everywhere((stack) => {
      if (stack.choice.platform.name !== "azure") return [];
      const cluster = stack.named("cluster-aks").urn;
      const within = ofType(
        stack,
        "azure-native:network:PublicIPAddress",
        "kubernetes:core/v1:Namespace",
        "kubernetes:helm.sh/v3:Release",
        "pulumi:providers:kubernetes",
      );
      return names(within.filter(({ deletedWith }) => deletedWith !== cluster));
    });
    expect(wrong).toEqual([]);
  });

  describe("the release comes after", () => {
    test.each<readonly [what: string, type: string, name: RegExp]>([
      ["every public address", "azure-native:network:PublicIPAddress", /./],
      ["the DNS record, which the certificate needs", "azure-native:dns:RecordSet", /./],
      ["the Azure registry", "azure-native:containerregistry:Registry", /./],
      ["the cluster's right to pull", "azure-native:authorization:RoleAssignment", /^registry/],
      ["the registry in the cluster", "kubernetes:apps/v1:Deployment", /^registry/],
      ["its namespace", "kubernetes:core/v1:Namespace", /./],
    ])("%s", (_what, type, name) => {
      const running = stacks.filter(({ release }) => release !== undefined);
      const before = running.flatMap((stack) =>
        ofType(stack, type)
          .filter((resource) => name.test(resource.name))
          .map((resource) => ({ stack: stack.title, resource, release: stack.release })),
      );
      expect(before.length).toBeGreaterThan(0);
      const late = before.filter(({ resource, release }) => release?.dependencies.includes(resource.urn) !== true);
      expect(late.map(({ stack, resource }) => `${resource.name} in ${stack}`)).toEqual([]);
    });
  });

  describe("secrets", () => {
    const secret = /canary|hex-of-tokens/;

    test.each<readonly [string, string, (choice: RecordedStack["choice"]) => boolean]>([
      ["the kubeconfig", "kubeconfig-canary", ({ platform }) => platform.name === "azure"],
      ["the hub's tokens", "hex-of-tokens-proxy", ({ exposure }) => !exposure.name.includes("hold")],
      [
        "the Azure registry's password",
        "azure-password-canary",
        running(({ registry }) => /^azure(,|$)/.test(registry.name)),
      ],
      [
        "the registry's password",
        "registry-password-canary",
        running(({ registry }) => !/^(azure(,.*)?|none|inCluster)$/.test(registry.name)),
      ],
      ["the client secret", "client-secret-canary", running(({ auth }) => !/^(none|dummy)$/.test(auth.name))],
      ["everybody's password", "dummy-password-canary", running(({ auth }) => auth.name === "dummy")],
      ["the Azure registry's other password", "other-password-canary", () => false],
    ])("%s is where it is needed, and only there", (_what, canary, needed) => {
      const wrong = everywhere(({ choice, resources }) => {
        const there = JSON.stringify(resources.map(({ inputs }) => plain(inputs))).includes(canary);
        return there === needed(choice) ? [] : [there ? "there" : "missing"];
      });
      expect(wrong).toEqual([]);
    });

    test("are in no input of any resource in plain text", () => {
      const wrong = everywhere(({ resources }) =>
        names(resources.filter(({ inputs }) => secret.test(JSON.stringify(blotted(inputs))))),
      );
      expect(wrong).toEqual([]);
    });

    test("are in no output of any component in plain text", () => {
      const wrong = everywhere(({ outputs }) =>
        outputs.filter((output) => secret.test(JSON.stringify(blotted(output.outputs)))).map(({ urn }) => urn),
      );
      expect(wrong).toEqual([]);
    });
  });
}

/** For what the hub alone needs: not in a stack on hold. */
function running(needed: (choice: RecordedStack["choice"]) => boolean) {
  return (choice: RecordedStack["choice"]) => needed(choice) && !choice.exposure.name.includes("hold");
}
