import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { python, source, withBinderHub } from "../../upstream/binderhub";

withBinderHub("the Python of private repositories", () => {
  it("keeps everybody out who may not read them, by BinderHub's own code", () => {
    const { status, stdout, stderr } = spawnSync(python, ["-m", "pytest", "-q", "-p", "no:cacheprovider", "."], {
      cwd: join(__dirname, "python"),
      env: { ...process.env, BINDERHUB_SOURCE: source, PYTHONDONTWRITEBYTECODE: "1" },
      encoding: "utf8",
    });
    process.stderr.write(`Python: ${stdout.trimEnd().split("\n").at(-1) ?? ""}\n`);
    expect(status === 0 ? "" : stdout + stderr).toBe("");
  });
});
