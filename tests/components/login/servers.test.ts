import * as pulumi from "@pulumi/pulumi";
import { serverBanner, serversPerUser, serverValues } from "../../../components/login/servers";
import { storageValues } from "../../../components/storage/values";
import { edited, settingsOf } from "../../stack/stack";

const login = { auth: { type: "github", clientId: "id", allowedUsers: ["ada"] }, authClientSecret: "client-secret" };
const secretKeys = ["binderhub:registryPassword", "binderhub:authClientSecret"];
const servers = (edits: object) => serversPerUser(settingsOf(edited({ ...login, ...edits }), secretKeys));
const shared = { size: "1Gi", accessMode: "ReadWriteMany", storageClass: "azurefile-csi" };

test("a person can open a second and a third repository beside the first, if nothing is said", () => {
  expect(servers({})).toBe(3);
});

test("a person can have as many servers as the settings say", () => {
  expect(servers({ "auth.serversPerUser": 5 })).toBe(5);
});

test("with a volume that only one node can use, a person has one server", () => {
  expect(servers({ storage: { size: "1Gi" } })).toBe(1);
});

test("with a volume that many nodes can use, a person can have several servers", () => {
  expect(servers({ storage: shared })).toBe(3);
});

test("BinderHub alone limits the servers that run: the hub would count stopped ones too", () => {
  const { config, jupyterhub } = serverValues(4);
  expect(config?.Launcher).toEqual({ named_server_limit_per_user: 4 });
  expect(jupyterhub).toEqual({
    cull: { removeNamedServers: true },
    hub: { allowNamedServers: true, namedServerLimitPerUser: 0 },
  });
});

test("one server is the person's own, without a name", () => {
  expect(serverValues(1)).toEqual({});
});

test.each([
  [1, "one server"],
  [4, "4 servers"],
])("the Binder page says that a person can have %p at a time, and where to stop them", async (limit, count) => {
  const banner = pulumi.output(serverBanner(limit, "https://hub.example.org").config?.BinderHub?.banner_message);
  const text = await new Promise((resolve) => banner.apply(resolve));
  expect(text).toContain(`You can have ${count} at a time`);
  expect(text).toContain('href="https://hub.example.org/hub/home"');
});

test("all servers of a person have the same volume", () => {
  const values = storageValues({
    size: "1Gi",
    accessMode: "ReadWriteOnce",
    mountPath: "/home/jovyan/persistent",
    whenUserIsDeleted: "delete",
  });
  // KubeSpawner's default, claim-{user_server}, makes a volume for each named server.
  expect(values.jupyterhub?.singleuser?.storage?.dynamic.pvcNameTemplate).toBe("claim-{username}");
});
