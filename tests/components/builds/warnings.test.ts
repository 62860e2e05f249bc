import { edited, type Edits, warningsOf } from "../../stack/stack";
import { file } from "./groups";

const files = file("ca.pem", "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n");

const warnings = (edits: Edits) =>
  warningsOf(edited({ "extraValues.jupyterhub.hub.image.tag": "1", ...edits }), undefined, files);

const usual = warnings({});
const more = (edits: Edits) => warnings(edits).filter((one) => !usual.includes(one));

test.each([
  ["USER root\nRUN true", true],
  ["USER 0:0", true],
  ["user root\nRUN true \\\n  && USER ada", true],
  ["USER root\nRUN true\nUSER ${NB_USER}", false],
  ["RUN true", false],
])("an appendix that ends as root is warned of: %j", (appendix, isWarned) => {
  expect(more({ "builds.appendix": appendix }).map((text) => text.includes("ends as root"))).toEqual(
    isWarned ? [true] : [],
  );
});

describe("a proxy's certificate", () => {
  const proxy = { "network.proxy": { http: "http://10.1.2.3:3128", certificate: "./ca.pem" } };

  test("is not trusted by steps of builds, and that is said", () => {
    expect(more(proxy)).toEqual([expect.stringMatching(/steps of builds do not trust it/)]);
  });

  test("may be in the base image", () => {
    expect(more({ ...proxy, "builds.baseImage": "it.example.org/base:1" })).toEqual([]);
  });
});

describe("a proxy by its name", () => {
  test("is not looked up, if it is somewhere else", () => {
    expect(more({ "network.proxy": { http: "http://proxy.example.org:3128" } })).toEqual([]);
  });

  test("is warned of in the cluster, where builds cannot reach it", () => {
    expect(more({ "network.proxy": { http: "http://squid.proxy.svc:3128" } })).toEqual([
      expect.stringMatching(
        /^network\.proxy\.http: builds and users' servers cannot connect to squid\.proxy\.svc:3128/,
      ),
    ]);
  });

  test("with a private address needs nothing more", () => {
    expect(more({ "network.proxy": { http: "http://10.1.2.3:3128" } })).toEqual([]);
  });
});
