import { edited, warningsOf } from "../../stack/stack";

const encrypted = ["binderhub:registryPassword", "binderhub:authClientSecret", "binderhub:dummyPassword"];
const dummy = { auth: { type: "dummy", allowAll: true }, dummyPassword: "a-long-password-of-all" };
const github = { auth: { type: "github", clientId: "id", allowAll: true }, authClientSecret: "client-secret" };

test.each([
  ["names readers, and anybody may log in as one of them", dummy, { readers: { users: ["ada"] } }, true],
  ["names writers, and anybody may log in as one of them", dummy, { writers: { users: ["ada"] } }, true],
  ["is everybody's", dummy, {}, false],
  ["names readers, who log in as themselves", github, { readers: { users: ["ada"] } }, false],
])("a folder that %s", (_what, login, folder, isWarned) => {
  const config = edited({ ...login, folders: { data: { type: "new", ...folder } } });
  const found = warningsOf(config, encrypted).filter((text) => text.startsWith("folders.data names users"));
  expect(found).toHaveLength(isWarned ? 1 : 0);
});
