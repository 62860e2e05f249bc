import { join } from "node:path";
import { testInPython } from "../../upstream/pytest";

testInPython("the hub's shared folders", join(__dirname, "python"), [
  "jupyterhub",
  "kubespawner",
  "pytest",
  "pytest_asyncio",
]);
