import { checkChartValues } from "../../../rehearse/chart-schemas";
import { at } from "../../../settings/untyped";
import { deployed } from "../deployed";
import { localStack } from "../full-stacks";
import { input } from "../recorder";
import { type Edits } from "../../stack/stack";

const login: Edits = { auth: { type: "github", clientId: "client-id", allowedUsers: ["ada"] }, authClientSecret: "x" };
const made = async (edits: Edits) => {
  const graph = await deployed({}, localStack(edits));
  return { values: input(graph.named("binderhub-release"), "values") };
};
const hub = (values: unknown, ...path: string[]) => at(values, "jupyterhub", "hub", ...path);

test("a hub with a login gets the service on demand, with two rights and no more", async () => {
  const { values } = await made({ ...login, operate: { check: true } });
  expect(hub(values, "loadRoles", "binder-check")).toEqual({
    services: ["binder-check"],
    scopes: ["access:services!service=binder", "access:servers!user=binder-check"],
  });
  expect(Object.keys(hub(values, "services", "binder-check") as object)).toEqual(["apiToken"]);
  expect(hub(values, "config", "Authenticator", "blocked_users")).toEqual(["binder-check"]);
  expect(checkChartValues(values as never)).toEqual([]);
});

test.each([
  ["without the setting", login],
  ["without a login", { operate: { check: true } }],
])("there is no service %s", async (_name, edits) => {
  const { values } = await made(edits);
  expect(hub(values, "services", "binder-check")).toBeUndefined();
  expect(hub(values, "loadRoles", "binder-check")).toBeUndefined();
});
