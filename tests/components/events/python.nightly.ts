import { join } from "node:path";
import { testInPython } from "../../upstream/pytest";

testInPython("events in the hub's own code", join(__dirname, "python"), [
  "binderhub.app",
  "jupyterhub",
  "kubespawner",
  "kubernetes",
  "pytest",
  "pytest_asyncio",
]);
