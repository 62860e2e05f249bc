import * as z from "zod";
import { group, pinnedImage, text, wholeNumber } from "../../settings/names";
import { type DeepReadonly } from "../../settings/settings";
import { reach } from "../walls/settings";

/** A file beside the project, by its path. */
const path = (rule: string, form = /\S/) => text(form, rule);

/** Names of variables, as shells and Docker take them. */
const variable = text(
  /^[A-Za-z_][A-Za-z0-9_]*$/,
  "a variable's name: letters, digits and _, not beginning with a digit",
);
const line = text(/^[^\r\n\0]*$/, "a text of one line (numbers and true in quotes)");
const variables = (what: string) => z.record(variable, line, { error: `a group of ${what}: NAME: value` });

/** The `binderhub:builds` group: how images are built, and what builds may reach. */
export const builds = group({
  image: pinnedImage.optional().meta({
    description:
      "Image of repo2docker, which makes the images of repositories. Default: a version that the program pins. Older and newer ones bring other versions of Ubuntu, Python and R.",
    example: "quay.io/jupyterhub/repo2docker:2024.07.0",
  }),
  baseImage: pinnedImage.optional().meta({
    description:
      "Image on which the images of repositories are built, such as an institution's own: Ubuntu, with the packages of `buildpack-deps`. Repositories with a Dockerfile have their own. Default: repo2docker's.",
    example: "registry.example.org/it/buildpack-deps:2026-10",
  }),
  appendix: path("lines of a Dockerfile").optional().meta({
    description:
      "Lines of a Dockerfile that come last in every image, but not in those of repositories with a Dockerfile. They run as the user; `USER root` changes that.",
    example: "RUN pip install --no-cache-dir nbgitpuller",
  }),
  appendixFile: path("the path of a file").optional().meta({
    description: "The same, in a file. Its path is relative to the project.",
    example: "./appendix.Dockerfile",
  }),
  buildArguments: variables("build arguments")
    .optional()
    .meta({
      description: "Build arguments, for Dockerfiles and appendices that declare them with `ARG`.",
      example: { CRAN_MIRROR: "https://cran.example.org" },
    }),
  environment: variables("variables")
    .optional()
    .meta({
      description:
        "Variables of the build pods, in which repo2docker runs and clones. Steps of a build do not have them: see `buildArguments`. Never a credential: everybody who may read pods sees them.",
      example: { GIT_HTTP_LOW_SPEED_LIMIT: "1000" },
    }),
  defaultFile: path(
    "the path of a file that is called environment.yml or requirements.txt",
    /(^|\/)(environment\.yml|requirements\.txt)$/,
  )
    .optional()
    .meta({
      description:
        "An `environment.yml` or `requirements.txt` for repositories that say nothing of their own. Its path is relative to the project.",
      example: "./course/environment.yml",
    }),
  timeout: wholeNumber(300, 86_400).optional().meta({
    description: "Seconds after which a build is stopped, give or take a minute. Default: four hours.",
    example: 3600,
  }),
  cacheSize: text(/^[1-9]\d*[GT]$/, "an amount such as 40G (G or T)")
    .optional()
    .meta({
      description:
        "How much of a node's disk Docker's cache of build steps may take (`builder: dind`). Images are not part of it: see `imageCleaner`.",
      example: "40G",
    }),
  reach,
});

/** What the files of {@link builds} have in them. */
interface BuildTexts {
  /** The appendix, from the settings or from its file. */
  readonly appendixText?: string;
  /** What a repository gets that says nothing of its own. */
  readonly defaultText?: string;
}

declare module "../../settings/settings" {
  interface Settings {
    readonly builds: DeepReadonly<z.output<typeof builds>> & BuildTexts;
  }
}
