import { join } from "node:path";
import { testInPython } from "../../upstream/pytest";

testInPython("a hub that sleeps", join(__dirname, "python"), [
  "binderhub.app",
  "jupyterhub",
  "kubespawner",
  "kubernetes",
  "pytest",
  "pytest_asyncio",
]);
