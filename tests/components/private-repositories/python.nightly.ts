import { spawnSync } from "node:child_process";
import { join } from "node:path";

const python = process.env.BINDERHUB_PYTHON ?? "python3";
const source = process.env.BINDERHUB_SOURCE;

const notRun = whyNot();
if (notRun !== undefined) process.stderr.write(`The gate of private repositories is not tested: ${notRun}\n`);

(notRun === undefined ? describe : describe.skip)("the gate of private repositories", () => {
  test("passes its tests with BinderHub's own code, real git and a real JupyterHub", () => {
    const { status, stdout } = spawnSync(
      python,
      ["-m", "pytest", "-q", "--tb=short", "--show-capture=no", "-p", "no:cacheprovider", "."],
      {
        cwd: join(__dirname, "python"),
        env: { ...process.env, BINDERHUB_SOURCE: source },
        encoding: "utf8",
      },
    );
    expect({ status, stdout: status === 0 ? "" : stdout }).toEqual({ status: 0, stdout: "" });
  });
});

function whyNot(): string | undefined {
  if (source === undefined) return "BINDERHUB_SOURCE names no folder with BinderHub's source";
  const wanted = "import binderhub.app, pytest, pytest_asyncio, repo2docker";
  const { status } = spawnSync(python, ["-c", wanted], { env: { ...process.env, PYTHONPATH: source } });
  return status === 0
    ? undefined
    : `${python} has not all of BinderHub's requirements, pytest, pytest-asyncio and jupyter-repo2docker (BINDERHUB_PYTHON names another Python)`;
}
