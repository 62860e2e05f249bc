import { forStack, kubectl, newNodes, putBack, setAndUp, withRevision } from "../../../operate/hub/check/commands";

const azure = {
  namespace: "hub",
  cluster: { platform: "azure", resourceGroup: "group", name: "aks", location: "westeurope", families: [] },
} as const;
const kind = { namespace: "hub", cluster: { platform: "existing", context: "kind-binder", kubeconfig: "/k" } } as const;

test("commands name the context of a cluster that is there", () => {
  expect(kubectl(azure, "get pods")).toBe("kubectl get pods -n hub");
  expect(kubectl(kind, "get pods")).toBe("kubectl get pods -n hub --context kind-binder");
  expect(putBack(kind)).toBe("helm rollback hub REVISION -n hub --kube-context kind-binder");
});

test("new nodes are asked for where the program knows how", () => {
  expect(newNodes(azure)).toBe("az aks upgrade -g group -n aks --node-image-only");
  expect(newNodes(kind)).not.toContain("az ");
});

// Helm's own default is the revision before: an older hub.
test("what was changed by hand is put back to the present revision, and what reads it starts anew", () =>
  expect(withRevision(putBack(azure, "hub", "binder"), 7, azure)).toBe(
    "helm rollback hub 7 -n hub\nkubectl rollout restart deployment/hub deployment/binder -n hub",
  ));

test("where nobody knows the present revision, the mend says who does", () =>
  expect(withRevision(putBack(azure), undefined, azure)).toBe(
    "helm rollback hub REVISION -n hub\nREVISION is the number of the one that is deployed:\nhelm history hub -n hub",
  ));

test("every command of a mend names the stack", () =>
  expect(forStack(`${setAndUp("limits.totalQuota", 9)}\nnpm run hub -- logs binder\nnpm run recover`, "prod")).toBe(
    [
      "pulumi config set --stack prod --path binderhub:limits.totalQuota 9 && pulumi up --stack prod",
      "npm run hub -- logs --stack prod binder",
      "npm run recover -- --stack prod",
    ].join("\n"),
  ));

test("the selected stack is not named", () => expect(forStack("pulumi up", undefined)).toBe("pulumi up"));
