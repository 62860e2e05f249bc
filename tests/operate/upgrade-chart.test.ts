import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { CannotLook } from "../../operate/hub/cannot-look";
import { filesIn } from "../../operate/hub/upgrade/archive";
import { type Chart, chartIn, readChart } from "../../operate/hub/upgrade/chart";
import { imageOfBinder, imageOfHub, valueOfHub } from "../../operate/hub/upgrade/values";

const files = {
  "Chart.yaml":
    'name: binderhub\nversion: 1.0.0-0.dev.git.4000.h1\nkubeVersion: ">=1.28.0-0"\ndependencies: [{name: jupyterhub, version: "4.4.0"}]\n',
  "values.yaml": "image: {name: quay.io/binderhub, tag: b1}\njupyterhub: {hub: {db: {type: sqlite-pvc}}}\n",
  "charts/jupyterhub/Chart.yaml": 'name: jupyterhub\nversion: 4.4.0\nappVersion: "5.5.0"\nkubeVersion: ">=1.32.0-0"\n',
  "charts/jupyterhub/values.yaml": "hub: {image: {name: quay.io/hub, tag: h1}}\n",
  "templates/hub.yaml": "not: read\n",
};
const chart = {
  version: "1.0.0-0.dev.git.4000.h1",
  kubernetes: { binderHub: ">=1.28.0-0", jupyterHub: ">=1.32.0-0" },
  jupyterHubChart: "4.4.0",
  jupyterHub: "5.5.0",
};

const folder = mkdtempSync(join(tmpdir(), "upgrade-chart-"));
const archive = join(folder, "binderhub-1.tgz");
beforeAll(() => {
  for (const [file, text] of Object.entries(files)) {
    const path = join(folder, "binderhub", file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  execFileSync("tar", ["-C", folder, "-czf", archive, "binderhub"]);
});
afterAll(() => rmSync(folder, { recursive: true }));

test("a chart in a folder is read", async () => {
  expect(await readChart({ chart: join(folder, "binderhub") })).toMatchObject(chart);
});

test("a chart in an archive is the same chart", async () => {
  expect(await readChart({ chart: archive })).toEqual(await readChart({ chart: join(folder, "binderhub") }));
});

test("an archive gives the files that are asked for, and no others", () => {
  const found = filesIn(readFileSync(archive), (path) => path.endsWith("values.yaml"));
  expect(Object.fromEntries(found)).toEqual({
    "binderhub/values.yaml": files["values.yaml"],
    "binderhub/charts/jupyterhub/values.yaml": files["charts/jupyterhub/values.yaml"],
  });
});

describe("a repository", () => {
  const index = "entries: {binderhub: [{version: 0.9.0, urls: [old.tgz]}, {version: 1.0.0, urls: [a/new.tgz]}]}";
  const served: Record<string, string | Buffer> = { "/charts/index.yaml": index };
  const server = createServer((request, response) => {
    const body = served[request.url ?? ""];
    response.writeHead(body === undefined ? 404 : 200).end(body);
  });
  let repository = "";
  beforeAll(async () => {
    served["/charts/a/new.tgz"] = readFileSync(archive);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    repository = `http://127.0.0.1:${(server.address() as AddressInfo).port}/charts`;
  });
  afterAll(() => server.close());

  test("is asked for the version of the settings, at the address that its index gives", async () => {
    expect(await readChart({ chart: "binderhub", version: "1.0.0", repository })).toMatchObject(chart);
  });

  test.each([
    ["2.0.0", /has no binderhub 2\.0\.0.*binderhub:chart\.version/],
    ["0.9.0", /old\.tgz answered 404/],
  ])("that has no %s is one line, with the key", async (version, message) => {
    const reading = readChart({ chart: "binderhub", version, repository });
    await expect(reading).rejects.toThrow(message);
    await expect(reading).rejects.toThrow(CannotLook);
  });
});

test("a path without a chart is one line, with the key", async () => {
  await expect(readChart({ chart: join(folder, "none") })).rejects.toThrow(/there is no .*binderhub:chart\.path/);
});

describe("an image", () => {
  const read: Chart = chartIn((file) => files[file]);
  const given = (image: object) => ({ jupyterhub: { hub: { image } }, image });

  test.each([
    ["is the chart's, where the release says nothing", {}, "quay.io/hub:h1", "quay.io/binderhub:b1"],
    ["is the release's, part by part", { tag: "mine" }, "quay.io/hub:mine", "quay.io/binderhub:mine"],
    ["may have a number as its tag", { name: "r/x", tag: 5 }, "r/x:5", "r/x:5"],
    ["is none, where its tag is still to be filled in", { tag: "set-by-chartpress" }, undefined, undefined],
  ])("%s", (_what, image, hub, binder) => {
    expect([imageOfHub(read, given(image)), imageOfBinder(read, given(image))]).toEqual([hub, binder]);
  });

  test("of the hub may be set by the BinderHub chart", () => {
    const values = { ...read.values, binderHub: { jupyterhub: { hub: { image: { tag: "b2" } } } } };
    expect(imageOfHub({ ...read, values }, {})).toBe("quay.io/hub:b2");
  });

  test("null in the release leaves the chart's value", () => {
    expect(valueOfHub(read, { jupyterhub: { hub: { image: { tag: null } } } }, "hub", "image", "tag")).toBe("h1");
  });
});
