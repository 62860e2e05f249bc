import { join } from "node:path";
import { testInPython } from "../../upstream/pytest";

testInPython("people's hours per week", join(__dirname, "python"), [
  "binderhub.binderspawner_mixin",
  "jupyterhub",
  "kubespawner",
  "pytest",
  "pytest_asyncio",
]);
