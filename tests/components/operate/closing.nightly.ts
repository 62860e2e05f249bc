import { join } from "node:path";
import { testInPython } from "../../upstream/pytest";

testInPython("a closed hub", join(__dirname, "python"), [
  "binderhub.app",
  "jupyterhub",
  "kubespawner",
  "pytest",
  "pytest_asyncio",
]);
