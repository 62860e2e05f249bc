import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { buildSync } from "esbuild";
import { gzipSync } from "fflate";

/** A program for Node as a ConfigMap holds it: what is packed in base64, and the rest as text, each by its file's name. */
export interface Bundle {
  readonly binaryData: Readonly<Record<string, string>>;
  readonly data: Readonly<Record<string, string>>;
}

const folder = join(__dirname, "../../operate/hub");

/** The program's file, packed: plain, it would be larger than the 1 MiB that a ConfigMap may have. */
const packed = "program.cjs.gz";

/** Unpacks the program and runs it, in a module of its own. */
const start = `const { readFileSync } = require("node:fs");
const { wrap } = require("node:module");
const { runInThisContext } = require("node:vm");
const { gunzipSync } = require("node:zlib");
const code = gunzipSync(readFileSync(\`\${__dirname}/${packed}\`)).toString();
runInThisContext(wrap(code), "program.cjs")(exports, require, module, __filename, __dirname);
`;

/** The file that Node is to run. */
export const entry = "start.cjs";

/** Where each file of {@link bundle} belongs, below one folder. */
export function places(bundle: Bundle): { key: string; path: string }[] {
  const keys = [...Object.keys(bundle.binaryData), ...Object.keys(bundle.data)];
  return keys.map((key) => ({ key, path: key.endsWith(".py") ? `python/${key}` : key }));
}

const made = new Map<string, Bundle>();

/**
 * A part of `npm run hub` that runs in the cluster, with the packages that it needs, as one program. So no image has to be built for it: one with Node is enough. The same sources give the same
 * bytes on every machine, and so a second `pulumi up` changes nothing. That is why it is not packed by Node's zlib, whose bytes differ from one
 * processor to another.
 *
 * @param file where it begins, in `operate/hub`
 */
export function bundle(file: string): Bundle {
  const known = made.get(file);
  if (known !== undefined) return known;
  const one = make(file);
  made.set(file, one);
  return one;
}

function make(file: string): Bundle {
  const [program] = buildSync({
    entryPoints: [join(folder, file)],
    ...{ bundle: true, minify: true, write: false, platform: "node", target: "node20", legalComments: "none" },
    // node-fetch asks for it where Node has no URL of its own: a seventh of the program, and more.
    alias: { "whatwg-url": "node:url" },
    // Not what a folder above this one says.
    tsconfigRaw: {},
    logLevel: "silent",
  }).outputFiles;
  if (program === undefined) throw new Error("esbuild made no program");
  const gz = gzipSync(program.contents, { level: 9, mtime: 0 });
  const python = join(folder, "python");
  const texts = readdirSync(python)
    .filter((file) => file.endsWith(".py"))
    .sort()
    .map((file): [string, string] => [file, readFileSync(join(python, file), "utf8")]);
  return {
    binaryData: { [packed]: Buffer.from(gz).toString("base64") },
    data: { [entry]: start, ...Object.fromEntries(texts) },
  };
}
