import { CannotLook } from "../../operate/hub/cannot-look";
import { hubIn } from "../../operate/hub/reading";

const facts = { namespace: "binderhub", cluster: { platform: "azure" }, binderUrl: "https://hub.example.org" };

test("a hub on Azure is reached with the stack's kubeconfig", () =>
  expect(hubIn({ operate: facts, kubeconfig: "text" })).toEqual({ facts, access: { kubeconfig: "text" } }));

test("a hub elsewhere is reached with the file and the context that the stack used", () => {
  const cluster = { platform: "existing", context: "kind-binder", kubeconfig: "/home/ada/.kube/config" };
  expect(hubIn({ operate: { ...facts, cluster } }).access).toEqual({
    file: "/home/ada/.kube/config",
    context: "kind-binder",
  });
});

test.each([
  ["a stack without outputs", {}, "There is no hub yet. Run pulumi up.".slice(9)],
  ["a stack of an older program", { binderUrl: "https://hub.example.org" }, "older version of this program"],
  ["a stack without a kubeconfig", { operate: facts }, "no output `kubeconfig`"],
])("%s is told in one line", (_name, outputs, expected) => {
  expect(() => hubIn(outputs)).toThrow(CannotLook);
  expect(() => hubIn(outputs)).toThrow(expected);
});
