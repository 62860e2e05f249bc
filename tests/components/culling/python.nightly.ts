import { join } from "node:path";
import { testInPython } from "../../upstream/pytest";

testInPython("what keeps a server in use", join(__dirname, "python"), [
  "binderhub.binderspawner_mixin",
  "ipykernel",
  "jupyter_server",
  "jupyterhub.app",
  "jupyterhub_idle_culler",
  "pytest",
  "pytest_asyncio",
]);
