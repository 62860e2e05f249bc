import { spawnSync } from "node:child_process";

const python = process.env.BINDERHUB_PYTHON ?? "python3";

/**
 * A test that Python's tests in a folder pass, on upstream's own code. It is left out, and says so, where that is not there.
 *
 * @param what what is tested, as a title
 * @param folder where the tests are
 * @param modules what they import. BinderHub's own modules are in BINDERHUB_SOURCE
 */
export function testInPython(what: string, folder: string, modules: readonly string[]): void {
  const notRun = whyNot(modules);
  if (notRun !== undefined) process.stderr.write(`Not tested: ${what}. ${notRun}\n`);
  (notRun === undefined ? test : test.skip)(`${what}, by upstream's own code`, () => {
    const { status, stdout } = spawnSync(
      python,
      ["-m", "pytest", "-q", "--tb=short", "--show-capture=no", "-p", "no:cacheprovider", "."],
      { cwd: folder, encoding: "utf8" },
    );
    expect({ status, stdout: status === 0 ? "" : stdout }).toEqual({ status: 0, stdout: "" });
  });
}

function whyNot(modules: readonly string[]): string | undefined {
  const source = process.env.BINDERHUB_SOURCE;
  if (source === undefined) return "BINDERHUB_SOURCE names no folder with BinderHub's source";
  const { status } = spawnSync(python, ["-c", `import ${modules.join(", ")}`], {
    env: { ...process.env, PYTHONPATH: source },
  });
  return status === 0
    ? undefined
    : `${python} has not all of BinderHub's requirements and tests/upstream/requirements.txt (BINDERHUB_PYTHON names another Python)`;
}
