import { resolve } from "node:path";

/** The project's root. */
export const projectFolder = resolve(__dirname, "..");

/** The one folder that rehearsals write to. Git ignores it. You can delete it when nothing runs. */
export const sandboxFolder = resolve(projectFolder, ".sandbox");

/** Where each stack's rehearsal is kept. A variable can name another folder. */
export const stacksFolder = resolve(process.env.BINDERHUB_REHEARSALS ?? resolve(sandboxFolder, "stacks"));

/** Where an engine is installed or built. */
export const engineFolder = resolve(sandboxFolder, "pulumi");

/** The Go module that pins the engine. */
export const goModuleFolder = resolve(projectFolder, "tools/pulumi");
