import { join } from "node:path";
import { testInPython } from "../../upstream/pytest";

testInPython("the gate of private repositories", join(__dirname, "python"), [
  "binderhub.app",
  "jupyterhub",
  "oauthenticator",
  "pytest",
  "pytest_asyncio",
  "repo2docker",
]);
