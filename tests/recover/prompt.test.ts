import { PassThrough } from "node:stream";
import { confirmed } from "../../operate/prompt";

/** Somebody at a terminal who types this, and then no more. */
function terminal(typed: string) {
  const input = Object.assign(new PassThrough(), { isTTY: true });
  const output = new PassThrough();
  input.end(typed);
  return { input, output, yes: false };
}

describe("a question", () => {
  test.each(["y", "Y", "yes", "YES", " yes "])("is answered with yes by %j", async (answer) => {
    expect(await confirmed("Go on?", terminal(`${answer}\n`))).toBe(true);
  });

  test.each(["n", "no", "", "maybe", "yess", "ja"])("is answered with no by %j", async (answer) => {
    expect(await confirmed("Go on?", terminal(`${answer}\n`))).toBe(false);
  });

  test("is answered with no by who leaves (Ctrl-D), and the line is ended", async () => {
    const prompt = terminal("");
    expect(await confirmed("Go on?", prompt)).toBe(false);
    expect(String(prompt.output.read())).toBe("Go on? (y/N) \n");
  });

  test("says that no is what nothing means", async () => {
    const prompt = terminal("\n");
    await confirmed("Go on?", prompt);
    expect(String(prompt.output.read())).toBe("Go on? (y/N) ");
  });

  test("is not asked with --yes", async () => {
    const prompt = { ...terminal("n\n"), yes: true };
    expect(await confirmed("Go on?", prompt)).toBe(true);
    expect(prompt.output.read()).toBeNull();
  });

  test("is not answered by what is piped in: there is nobody to ask", async () => {
    const prompt = { ...terminal(""), input: new PassThrough() };
    prompt.input.end("y\n");
    await expect(confirmed("Go on?", prompt)).rejects.toThrow(
      "There is no terminal to ask a question. Nothing was changed. --yes",
    );
    expect(prompt.output.read()).toBeNull();
  });
});
