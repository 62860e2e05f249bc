import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { type Answers } from "../../setup/questions";

const [down, back, leave] = ["\u001b[B", "\b", "\u0003"];
const ordinary: Answers = { stack: "course", region: "westeurope", people: "20", cores: "any" };

/** What somebody sees, and says, who types these keys at the questions that come. */
async function asked(given: Answers, keys: readonly string[]) {
  const args = [
    "--require=./startup/index.cjs",
    join(__dirname, "asked.ts"),
    JSON.stringify(given),
    JSON.stringify(keys),
  ];
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: join(__dirname, "../..") });
  const lines = stdout.trimEnd().split("\n");
  const { answers, left } = JSON.parse(lines.pop() ?? "") as { answers?: Answers; left: readonly string[] };
  return { shown: lines.join("\n"), answers, left };
}

test("a person is asked what is not known and matters, and no more; what has a default takes it at Enter", async () => {
  const { answers, left } = await asked({}, [
    ...["\r", "\r", "\r", "\r"],
    `${down}${down}${down}\r`,
    "\r",
    `${down}\r`,
    "jdoe\r",
  ]);
  expect(answers).toEqual({
    ...{ stack: "hub", region: "westeurope", people: "20", cores: "any", address: "none", login: "everybody" },
    ...{ registry: "dockerHub", dockerId: "jdoe" },
  });
  expect(left).toEqual([]);
});

test("a wrong answer is refused at once with what would be right, and asked for again", async () => {
  const given = {
    ...ordinary,
    address: "azure",
    email: "me@example.org",
    login: "everybody",
    registry: "azure",
    registryName: "mygrouphub",
  };
  const { shown, answers } = await asked(given, [`-no\r${back}${back}${back}myhub\r`]);
  expect(shown).toContain("It must be 3 to 63 lower-case letters");
  expect(answers).toEqual({ ...given, label: "myhub" });
});

test("the callback URL is shown where the client id is asked for", async () => {
  const given = { ...ordinary, address: "domain", host: "hub.example.org", email: "me@example.org", login: "github" };
  const { shown } = await asked(given, []);
  expect(shown).toContain("https://hub.example.org/hub/oauth_callback");
});

test("no login is offered that the address does not allow", async () => {
  const { shown } = await asked({ ...ordinary, address: "none" }, []);
  expect(shown).toContain("one password");
  expect(shown).not.toContain("GitHub");
});

test("Ctrl-C leaves, without answers", async () => {
  expect((await asked({}, ["course\r", leave])).answers).toBeUndefined();
});
