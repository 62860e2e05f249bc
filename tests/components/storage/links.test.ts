import { spawnSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { linkCommand, linkValues } from "../../../components/storage/links";
import { mountOf } from "../../../components/storage/mounts";

let root: string;
let home: string;
let volume: string;
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), "links-")));
  [home, volume] = [join(root, "home"), join(root, "volume")];
  mkdirSync(home);
  mkdirSync(volume);
  writeFileSync(join(volume, "mine.txt"), "mine");
});
afterEach(() => {
  chmodSync(home, 0o755);
  rmSync(root, { recursive: true });
});

/** Starts a server, as far as its hook goes. */
function start(link = "persistent", { own = home, at = volume, env = {} } = {}): void {
  const [command = "", ...args] = linkCommand([{ at, link }], own);
  const { status, stdout, stderr } = spawnSync(command, args, {
    env: { PATH: process.env.PATH, ...env },
    encoding: "utf8",
  });
  expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: "", stderr: "" });
}

const repositoryHas = (name: string) => {
  mkdirSync(join(home, name), { recursive: true });
  writeFileSync(join(home, name, "theirs.txt"), "theirs");
};
const isLink = (name: string) => existsSync(join(home, name)) && lstatSync(join(home, name)).isSymbolicLink();
const mine = (name: string) => readFileSync(join(home, name, "mine.txt"), "utf8");
const theirs = (name: string) => readFileSync(join(home, name, "theirs.txt"), "utf8");

describe("a server's start", () => {
  test("makes a link to the volume in the home folder", () => {
    start();
    expect(isLink("persistent")).toBe(true);
    expect(mine("persistent")).toBe("mine");
  });

  test("leaves a folder of the repository that has the name, and gives the link another one", () => {
    repositoryHas("persistent");
    start();
    expect(theirs("persistent")).toBe("theirs");
    expect(existsSync(join(home, "persistent", "mine.txt"))).toBe(false);
    expect(mine("persistent-files")).toBe("mine");
  });

  test("leaves a file of the repository that has the name", () => {
    writeFileSync(join(home, "persistent"), "theirs");
    start();
    expect(readFileSync(join(home, "persistent"), "utf8")).toBe("theirs");
    expect(mine("persistent-files")).toBe("mine");
  });

  test("makes no link if the repository has both names", () => {
    repositoryHas("persistent");
    repositoryHas("persistent-files");
    start();
    expect([theirs("persistent"), theirs("persistent-files")]).toEqual(["theirs", "theirs"]);
    expect([isLink("persistent"), isLink("persistent-files")]).toEqual([false, false]);
  });

  test("makes a link once, if its container is started again", () => {
    start();
    start();
    expect(mine("persistent")).toBe("mine");
    expect(existsSync(join(home, "persistent-files"))).toBe(false);
    expect(existsSync(join(volume, "volume"))).toBe(false);
  });

  test("takes the other name's link for its own too", () => {
    repositoryHas("persistent");
    start();
    start();
    expect(readlinkSync(join(home, "persistent-files"))).toBe(volume);
    expect(existsSync(join(volume, "volume"))).toBe(false);
  });

  test("leaves a link of the repository that leads nowhere", () => {
    symlinkSync("nowhere", join(home, "persistent"));
    start();
    expect(readlinkSync(join(home, "persistent"))).toBe("nowhere");
    expect(mine("persistent-files")).toBe("mine");
  });

  test("leaves a link of the repository to a folder of its own", () => {
    repositoryHas("data");
    symlinkSync("data", join(home, "persistent"));
    start();
    expect(readlinkSync(join(home, "persistent"))).toBe("data");
    expect(existsSync(join(home, "data", "volume"))).toBe(false);
    expect(mine("persistent-files")).toBe("mine");
  });

  test("makes the folders above a link", () => {
    start("course/mine/now");
    expect(mine("course/mine/now")).toBe("mine");
  });

  test("puts a link beside the repository's files", () => {
    repositoryHas("course");
    start("course/mine");
    expect([theirs("course"), mine("course/mine")]).toEqual(["theirs", "mine"]);
  });

  test("is not stopped by a file where a link's folder would be", () => {
    writeFileSync(join(home, "course"), "theirs");
    start("course/mine");
    expect(readFileSync(join(home, "course"), "utf8")).toBe("theirs");
  });

  test.each(["two words", "it's", "$HOME", "a;b", "-rf"])("takes the name %p as it is", (name) => {
    start(name);
    expect(mine(name)).toBe("mine");
  });

  test("makes no link to what is not mounted, as not everybody has every folder", () => {
    start("persistent", { at: join(root, "none") });
    expect(lstatSync(home).isDirectory() && isLink("persistent")).toBe(false);
  });

  test("makes the link in the image's own home folder, where that is another one", () => {
    start("persistent", { own: join(root, "jovyan"), env: { HOME: home } });
    expect(mine("persistent")).toBe("mine");
  });

  test("is not stopped by an image without a home folder", () => {
    start("persistent", { own: join(root, "jovyan"), env: { HOME: join(root, "file", "none") } });
    expect(isLink("persistent")).toBe(false);
  });

  test("is not stopped by a home folder that nobody can write to", () => {
    chmodSync(home, 0o555);
    start();
    // Who is root can write nevertheless.
    expect(process.getuid?.() === 0 || !isLink("persistent")).toBe(true);
  });

  test("is not stopped where a folder cannot even be read", () => {
    chmodSync(home, 0o000);
    start();
    chmodSync(home, 0o755);
    expect(dirname(home)).toBe(root);
  });
});

describe("a volume that is seen", () => {
  test("in the home folder is mounted outside, and gets a link", () => {
    expect(mountOf("/home/jovyan/a/b", "storage")).toEqual({ at: "/mnt/binderhub/storage", link: "a/b" });
  });

  test("elsewhere is mounted there, and no hook is set", () => {
    const mount = mountOf("/data/mine", "storage");
    expect(mount).toEqual({ at: "/data/mine" });
    expect(linkValues([mount])).toEqual({});
  });
});
