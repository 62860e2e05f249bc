import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { defaultFileLines } from "../../../components/builds/default-file";

const text = "dependencies:\n  - numpy # 'quoted' $HOME\n";
let folder: string;

beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "default-file-"))));
afterEach(() => rmSync(folder, { recursive: true }));

/**
 * Runs the step in a repository with these files, as Docker does: with a shell, in the repository's folder. Programs that only write down what they
 * are told stand for conda and pip.
 */
function installed(name: string, files: readonly string[]): { told: string; text: string } | undefined {
  const [repository, prefix] = [join(folder, "repo"), join(folder, "prefix")];
  for (const file of ["README.md", ...files]) write(join(repository, file), "");
  const program = `#!/bin/sh\necho "$@" >> ${folder}/told\nfor f; do if [ -f "$f" ]; then cat "$f" > ${folder}/text; fi; done\n`;
  for (const file of ["mamba", "bin/pip"]) {
    write(join(prefix, file), program);
    chmodSync(join(prefix, file), 0o755);
  }
  const step = defaultFileLines(name, text).replace(/^RUN /, "").replaceAll("\\\n", "");
  const env = { PATH: process.env.PATH, MAMBA_EXE: join(prefix, "mamba"), NB_PYTHON_PREFIX: prefix };
  execFileSync("/bin/sh", ["-ec", step], { cwd: repository, env });
  if (!existsSync(join(folder, "told"))) return undefined;
  return { told: read("told").replaceAll(prefix, "PREFIX"), text: read("text") };
}

const read = (name: string) => readFileSync(join(folder, name), "utf8");
const write = (path: string, content: string) => {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
};

test("a repository that says nothing gets an environment, as it is written", () => {
  expect(installed("course/environment.yml", ["notebook.ipynb", "data/requirements.txt"])).toEqual({
    told: "env update -p PREFIX --file /tmp/environment.yml\nclean --all -f -y\n",
    text,
  });
});

test("it gets requirements by pip", () => {
  expect(installed("requirements.txt", [])).toEqual({
    told: "install --no-cache-dir -r /tmp/requirements.txt\n",
    text,
  });
});

test.each([
  ...["environment.yml", "requirements.txt", "Pipfile", "setup.py", "runtime.txt", "Project.toml", "install.R"],
  ...["default.nix", "apt.txt", "postBuild", "binder/environment.yml", ".binder/requirements.txt"],
])("a repository with %s gets nothing", (file) => {
  expect(installed("environment.yml", [file])).toBeUndefined();
});

test("what stands beside a folder binder says nothing, as for repo2docker", () => {
  expect(installed("environment.yml", ["requirements.txt", "binder/README.md"])).toBeDefined();
});
