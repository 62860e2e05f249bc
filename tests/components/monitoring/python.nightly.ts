import { join } from "node:path";
import { testInPython } from "../../upstream/pytest";

testInPython("how launches are counted and recorded", join(__dirname, "python"), [
  "binderhub.app",
  "jupyterhub",
  "pytest",
  "pytest_asyncio",
]);
