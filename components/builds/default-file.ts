/**
 * Files with which a repository says what it needs.
 * @see https://repo2docker.readthedocs.io/en/latest/configuration
 */
const files = [
  ...["environment.yml", "requirements.txt", "Pipfile", "Pipfile.lock", "setup.py", "pyproject.toml", "runtime.txt"],
  ...["Project.toml", "JuliaProject.toml", "REQUIRE", "install.R", "DESCRIPTION", "default.nix"],
  ...["apt.txt", "postBuild", "start"],
];

/**
 * The lines of an appendix that install a file's packages where a repository says nothing of its own. repo2docker has no setting for such a file: it can
 * be told another default buildpack, but only one that is part of its image. So the lines do what its own buildpacks do with such a file, at the end of
 * the build. The text goes as Base64, because older builders know no other way for a text of several lines.
 *
 * @param name the file's name, which says what it is
 * @see https://github.com/jupyterhub/repo2docker/blob/2025.12.0/repo2docker/app.py default_buildpack
 * @see https://github.com/jupyterhub/repo2docker/blob/2025.12.0/repo2docker/buildpacks/conda/__init__.py get_assemble_scripts
 * @see https://github.com/jupyterhub/repo2docker/blob/2025.12.0/repo2docker/buildpacks/base.py binder_dir
 */
export function defaultFileLines(name: string, text: string): string {
  const isConda = name.endsWith("environment.yml");
  const file = isConda ? "/tmp/environment.yml" : "/tmp/requirements.txt";
  const install = isConda
    ? `"\${MAMBA_EXE}" env update -p "\${NB_PYTHON_PREFIX}" --file ${file} && "\${MAMBA_EXE}" clean --all -f -y`
    : `"\${NB_PYTHON_PREFIX}/bin/pip" install --no-cache-dir -r ${file}`;
  return [
    'RUN d=.; for b in binder .binder; do if [ -d "$b" ]; then d="$b"; fi; done; \\',
    `    for f in ${files.join(" ")}; do if [ -e "$d/$f" ]; then exit 0; fi; done; \\`,
    `    echo ${Buffer.from(text).toString("base64")} | base64 -d > ${file} && \\`,
    `    ${install} && rm ${file}`,
  ].join("\n");
}
