import { spawnSync } from "node:child_process";
import { join } from "node:path";

const python = process.env.BINDERHUB_PYTHON ?? "python3";
const source = process.env.BINDERHUB_SOURCE;

const notRun = whyNot();
if (notRun !== undefined) process.stderr.write(`The hub's choice of sizes is not tested: ${notRun}\n`);

(notRun === undefined ? describe : describe.skip)("the hub's choice of sizes", () => {
  test("passes its tests with a real JupyterHub, KubeSpawner and BinderHub's launcher", () => {
    const { status, stdout } = spawnSync(python, ["-m", "pytest", "-q", "--tb=short", "--show-capture=no", "."], {
      cwd: join(__dirname, "python"),
      env: { ...process.env, BINDERHUB_SOURCE: source },
      encoding: "utf8",
    });
    expect({ status, stdout: status === 0 ? "" : stdout }).toEqual({ status: 0, stdout: "" });
  });
});

function whyNot(): string | undefined {
  if (source === undefined) return "BINDERHUB_SOURCE names no folder with BinderHub's source";
  const wanted = "import binderhub.launcher, kubespawner, pytest, pytest_asyncio";
  const { status } = spawnSync(python, ["-c", wanted], { env: { ...process.env, PYTHONPATH: source } });
  return status === 0
    ? undefined
    : `${python} has not all of BinderHub's requirements, pytest, pytest-asyncio and jupyterhub-kubespawner (BINDERHUB_PYTHON names another Python)`;
}
