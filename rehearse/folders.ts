import { resolve } from "node:path";

/** The project's root. */
export const projectFolder = resolve(__dirname, "..");

/** The one folder that the sandbox writes to; git-ignored, and safe to delete when nothing runs. */
export const sandboxFolder = resolve(projectFolder, ".sandbox");

/** Where each stack's rehearsals are kept; another folder than the sandbox's where the environment says so. */
export const stacksFolder = resolve(process.env.BINDERHUB_REHEARSALS ?? resolve(sandboxFolder, "stacks"));

/** Where an engine is installed or built. */
export const engineFolder = resolve(sandboxFolder, "pulumi");

/** The Go module that pins the engine. */
export const goModuleFolder = resolve(projectFolder, "tools/pulumi");
