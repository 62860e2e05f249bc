import * as fc from "fast-check";
import { blotted } from "../../operate/hub/logs/blot";

const secret = fc.stringMatching(/^[\w.~-]{16,64}$/);

/** Where programs write secrets. */
const places: readonly ((secret: string) => string)[] = [
  (it) => `    http://127.0.0.1:8888/user/ada/lab?token=${it}`,
  (it) => `302 GET /user/ada/?redirects=1&access_token=${it}&x=1 (@::1) 3ms`,
  (it) => `    "Authorization": "token ${it}",`,
  (it) => `Authorization: Bearer ${it}`,
  (it) => `authorization: ${it}`,
  (it) => `Cookie: jupyterhub-session-id=${it}; _xsrf=${it}`,
  (it) => `JUPYTERHUB_API_TOKEN=${it}`,
  (it) => `{'private_token': '${it}'}`,
  (it) => `password: ${it}`,
  (it) => `client_secret="${it}"`,
  (it) => `Cloning from https://x-access-token:${it}@github.com/owner/repo`,
  (it) => `Cloning from https://${it.padEnd(20, "x")}@github.com/owner/repo`,
  (it) => `GET /hub/oauth_callback?code=${it}&state=${it}`,
  (it) => `remote: ghp_${it}`,
];

test.each(places.map((place) => [place("…"), place] as const))("No secret is left in: %s", (_, place) => {
  fc.assert(
    fc.property(secret, (it) => {
      expect(blotted(place(it))).not.toContain(it);
      expect(blotted(place(it))).toContain("***");
    }),
  );
});

test.each([
  "Token expired: log in again",
  "the token of it is here",
  "git://git.lab.example.org/hello.git",
  "Cloning https://github.com/owner/repo@main",
  "200 GET /services/binder/build/gh/owner/repo/HEAD (ada@::ffff:10.244.0.1) 66.51ms",
  "Successfully built 711ae8918c7c",
  "image 203.0.113.2:5000/binder-prod-git-f69a7c:e71cd8a6b1740389c70b04747fa645d924c0b0b3",
])("Nothing is taken from: %s", (text) => {
  expect(blotted(text)).toBe(text);
});

test("Nothing that steers a terminal is left, whoever typed it", () => {
  expect(blotted("\u001b[31mred\u001b[0m and \ttext\r")).toBe("red and \ttext");
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      expect(blotted(text)).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/);
    }),
  );
});
