import { spawnSync } from "node:child_process";
import { join } from "node:path";

const python = process.env.BINDERHUB_PYTHON ?? "python3";

const notRun = whyNot();
if (notRun !== undefined) process.stderr.write(`Shared folders are not tested with KubeSpawner: ${notRun}\n`);

(notRun === undefined ? describe : describe.skip)("shared folders", () => {
  test("pass their tests with KubeSpawner's own code, and JupyterHub's users and groups", () => {
    const { status, stdout } = spawnSync(python, ["-m", "pytest", "-q", "--tb=short", "--show-capture=no", "."], {
      cwd: join(__dirname, "python"),
      encoding: "utf8",
    });
    expect({ status, stdout: status === 0 ? "" : stdout }).toEqual({ status: 0, stdout: "" });
  });
});

function whyNot(): string | undefined {
  const { status } = spawnSync(python, ["-c", "import jupyterhub, kubespawner, pytest, pytest_asyncio"]);
  return status === 0
    ? undefined
    : `${python} has not all of tests/upstream/requirements.txt (BINDERHUB_PYTHON names another Python)`;
}
