import { createServer, type Server } from "node:http";
import { type AddressInfo } from "node:net";
import { hubServers } from "../../../operate/hub/schedule/hub-servers";

/** A JupyterHub with so many people, of whom each has two servers. It answers in pages, as the real one does. */
let server: Server;
let people: string[] = [];
const asked: string[] = [];
let status = 202;

beforeAll(async () => {
  server = createServer((request, response) => {
    const url = new URL(request.url ?? "", "http://hub");
    asked.push(`${request.method ?? ""} ${request.url ?? ""} ${request.headers.authorization ?? ""}`);
    if (request.method === "DELETE") return void response.writeHead(status).end("");
    const [limit, offset] = ["limit", "offset"].map((name) => Number(url.searchParams.get(name)));
    const part = people.slice(offset, (offset ?? 0) + (limit ?? 0));
    response.end(JSON.stringify(part.map((name) => ({ name, servers: { "": {}, second: {} } }))));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterAll(() => server.close());
beforeEach(() => {
  asked.length = 0;
  status = 202;
});

const hub = () => hubServers(`http://127.0.0.1:${(server.address() as AddressInfo).port}/hub/api`, "secret");

test("all servers are found, of more people than one answer has", async () => {
  people = Array.from({ length: 450 }, (_, index) => `user${index}`);
  const found = await hub().servers();
  expect(found).toHaveLength(900);
  expect(new Set(found.map(({ user }) => user)).size).toBe(450);
  expect(asked).toHaveLength(3);
  expect(asked[0]).toBe("GET /hub/api/users?state=active&limit=200&offset=0 token secret");
});

test.each([
  ["the only one", { user: "ada", server: "" }, "DELETE /hub/api/users/ada/server token secret"],
  ["one of several", { user: "ada", server: "second" }, "DELETE /hub/api/users/ada/servers/second token secret"],
  [
    "of a name with signs",
    { user: "ada/../admin@x", server: "a b" },
    "DELETE /hub/api/users/ada%2F..%2Fadmin%40x/servers/a%20b token secret",
  ],
])("a server is stopped: %s", async (_what, one, request) => {
  await hub().stop(one);
  expect(asked).toEqual([request]);
});

test("one that is gone already is stopped", async () => {
  status = 404;
  await expect(hub().stop({ user: "ada", server: "" })).resolves.toBeUndefined();
});

test("an answer that is none is told", async () => {
  status = 403;
  await expect(hub().stop({ user: "ada", server: "" })).rejects.toThrow("JupyterHub answered 403");
});
