import { join } from "node:path";
import { testInPython } from "../../upstream/pytest";

testInPython("the hub's choice of sizes", join(__dirname, "python"), [
  "binderhub.launcher",
  "jupyterhub",
  "kubespawner",
  "pytest",
  "pytest_asyncio",
]);
