import * as fc from "fast-check";
import { check, edited, type Edits } from "../stack/stack";

const host = /^[a-z0-9]([-a-z0-9]{0,20}[a-z0-9])?(\.[a-z0-9]([-a-z0-9]{0,20}[a-z0-9])?){1,4}$/;
const login = { auth: { type: "github", clientId: "id", allowAll: true }, authClientSecret: "x" };
const acr = { registry: { type: "azure", prefix: "binder" } };
const artifacts = {
  registry: { type: "googleArtifactRegistry", prefix: "binder", region: "us", project: "my-project", repository: "r" },
  registryPassword: '{"type": "service_account"}',
};
const singleHost = { exposure: { type: "singleHost" } };
const zone = { exposure: { type: "singleHost", zone: { name: "example.org", resourceGroup: "dns", record: "hub" } } };

/** Names by the services' own rules (see the documentation that settings/ links to), written down a second time. */
const names: readonly (readonly [name: string, field: string, rule: RegExp, edits?: Edits])[] = [
  ["resource group", "azure.resourceGroup", /^[-a-zA-Z0-9_.()]{0,50}[-a-zA-Z0-9_()]$/],
  ["node resource group", "azure.nodeResourceGroup", /^[-a-zA-Z0-9_.()]{0,79}[-a-zA-Z0-9_()]$/],
  ["cluster", "azure.clusterName", /^([a-zA-Z0-9]|[a-zA-Z0-9][-_a-zA-Z0-9]{0,40}[a-zA-Z0-9])$/],
  ["DNS prefix", "azure.dnsPrefix", /^([a-zA-Z0-9]|[a-zA-Z0-9][-a-zA-Z0-9]{0,52}[a-zA-Z0-9])$/],
  ["Kubernetes version", "azure.kubernetesVersion", /^1\.(2[89]|[3-9][0-9])$/],
  ["Docker ID", "registry.username", /^[a-z0-9]{4,30}$/],
  ["organisation", "registry.organization", /^[a-z0-9]{4,30}$/],
  ["image prefix", "registry.prefix", /^[a-z0-9]{1,9}((\.|_|__|-{1,3})[a-z0-9]{1,9}){0,3}$/],
  ["Azure registry", "registry.name", /^[a-zA-Z0-9]{5,50}$/, acr],
  ["Google project", "registry.project", /^[a-z][-a-z0-9]{4,28}[a-z0-9]$/, artifacts],
  ["Google region", "registry.region", /^(us|europe|asia|(us|europe|asia|me|africa)-[a-z]{4,12}[1-9])$/, artifacts],
  ["Google repository", "registry.repository", /^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$/, artifacts],
  ["DNS label", "exposure.dnsLabel", /^[a-z][a-z0-9-]{1,57}[a-z0-9]$/, { exposure: { type: "loadBalancer" } }],
  ["DNS label of a single host", "exposure.dnsLabel", /^[a-z][a-z0-9-]{1,61}[a-z0-9]$/, singleHost],
  ["host", "exposure.host", host, singleHost],
  ["DNS zone", "exposure.zone.name", host, zone],
  ["DNS record", "exposure.zone.record", /^(@|[a-z0-9]([-a-z0-9]{0,20}[a-z0-9])?(\.[a-z0-9]{1,9}){0,2})$/, zone],
  ["namespace", "namespace", /^[a-z0-9]([-a-z0-9]{0,51}[a-z0-9])?$/],
  ["chart version", "chart.version", /^[1-9]\.[0-9]\.[0-9](-0\.dev\.git\.[0-9]{4}\.h[0-9a-f]{8})?$/],
  ["quantity", "storage.size", /^[1-9][0-9]{0,3}(Mi|Gi|Ti)$/, login],
  ["storage class", "storage.storageClass", /^[a-z0-9]([-a-z0-9]{0,30}[a-z0-9])?$/, login],
  [
    "folder beside the repository's",
    "storage.mountPath",
    /^\/home\/jovyan\/[a-z][\w-]{0,20}(\/[a-z]{1,9}){0,2}$/,
    login,
  ],
  ["commit", "branding.pages.commit", /^[0-9a-f]{40}$/, pages()],
  ["tag", "branding.pages.tag", /^v?[0-9]{1,3}(\.[0-9]{1,3}){0,2}$/, pages()],
  ["branch", "branding.pages.branch", /^[a-z]{1,9}([-/_][a-z0-9]{1,9}){0,3}$/, pages()],
];

describe("every name that the service would take is taken", () => {
  test.each(names.map(([name, field, rule, edits = {}]) => [name, field, rule, edits] as const))(
    "%s",
    (_name, field, rule, edits) => {
      const secretKeys = ["binderhub:registryPassword", "binderhub:authClientSecret"];
      fc.assert(
        fc.property(fc.stringMatching(rule), (text) => {
          fc.pre(text.toLowerCase() !== "testhub");
          expect(check(edited({ ...edits, [field]: text }), secretKeys).problems).toEqual([]);
        }),
        { numRuns: 60 },
      );
    },
  );
});

function pages(): Edits {
  return { branding: { pages: { repository: "https://github.com/me/pages" } } };
}
