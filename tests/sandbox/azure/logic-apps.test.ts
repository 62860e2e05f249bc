import { holds, valueOf } from "../../../sandbox/azure/expressions";
import { runOf } from "../../../sandbox/azure/logic-apps";

const noon = Date.parse("2027-02-01T12:00:00Z");
const asked = { now: noon, trigger: "Stop", bodies: new Map([["Look", { properties: { state: "Running" } }]]) };

describe("an expression", () => {
  test.each<[string, unknown]>([
    ["no expression", "no expression"],
    ["@trigger().name", "Stop"],
    ["@body('Look')?['properties']?['state']", "Running"],
    ["@body('Nothing')?['properties']?['state']", undefined],
    ["@equals(body('Look')?['properties']?['state'], 'Running')", true],
    ["@and(equals('a', 'a'), less('00:29', '00:30'))", true],
    ["@or(contains('a b', 'c'), startsWith('StartFor', 'Start'))", true],
    ["@convertFromUtc(utcNow(), 'W. Europe Standard Time')", "2027-02-01T13:00:00"],
    ["@convertFromUtc(addMinutes(utcNow(), 720), 'India Standard Time', 'yyyy-MM-dd')", "2027-02-02"],
    // By the clock: a day has 24 hours also when clocks change in it.
    ["@addMinutes(convertFromUtc('2027-03-28T10:00:00Z', 'W. Europe Standard Time'), -720, 'HH:mm')", "00:00"],
    ["@addMinutes(convertFromUtc(utcNow(), 'UTC'), 720, 'dddd')", "Tuesday"],
  ])("%s is %p", (text, value) => {
    expect(valueOf(text, asked)).toEqual(value);
  });

  test.each(["@now()", "@utcNow() utcNow()", "@convertFromUtc(utcNow(), 'Europe/Berlin')", "@utcNow("])(
    "%s is refused",
    (text) => {
      expect(() => valueOf(text, asked)).toThrow();
    },
  );

  test("may be in a condition with words", () => {
    const isStop = { equals: ["@trigger().name", "Stop"] };
    expect(holds({ and: [isStop, { not: { contains: ["@trigger().name", "Start"] } }] }, asked)).toBe(true);
    expect(holds({ or: [{ not: isStop }] }, asked)).toBe(false);
  });
});

describe("a run", () => {
  const get = { type: "Http", inputs: { method: "GET", uri: "https://management.azure.com/" } };
  const wait = { type: "Wait", inputs: { interval: { count: 2, unit: "Minute" } } };
  /** Azure answers with each of these in turn, and then with the last one. */
  const run = (actions: object, ...answers: readonly number[]) => {
    const seen: string[] = [];
    let now = noon;
    const status = runOf({ actions }, "Stop", {
      now: () => now,
      wait: (minutes) => void (now += minutes * 60_000),
      ask: (method) => {
        seen.push(`${new Date(now).toISOString().slice(11, 16)} ${method}`);
        return { status: answers[seen.length - 1] ?? answers.at(-1) ?? 200, body: { looks: seen.length } };
      },
    });
    return [status, seen];
  };
  const isThird = "@equals(body('Look')?['looks'], 3)";
  const loop = (more: object) => ({
    Loop: { type: "Until", expression: isThird, limit: { count: 3 }, actions: { Wait: wait, Look: get }, ...more },
  });

  test("does actions in the order that they ask for", () => {
    const second = { ...get, inputs: { ...get.inputs, method: "POST" }, runAfter: { Second: ["Succeeded"] } };
    expect(run({ First: second, Second: get })).toEqual(["Succeeded", ["12:00 GET", "12:00 POST"]]);
    expect(run({ First: second, Second: get }, 403)).toEqual(["Failed", ["12:00 GET"]]);
  });

  test("repeats a loop until its condition holds, also after failures", () => {
    expect(run(loop({}), 403, 409, 200)).toEqual(["Succeeded", ["12:00 GET", "12:02 GET", "12:04 GET"]]);
    expect(run(loop({}), 403)).toEqual(["Failed", ["12:00 GET", "12:02 GET", "12:04 GET"]]);
  });

  test("fails at a loop's limit if the loop says so", () => {
    const short = { limit: { count: 2 } };
    expect(run(loop(short))).toEqual(["Succeeded", ["12:00 GET", "12:02 GET"]]);
    expect(run(loop({ ...short, operationOptions: "FailWhenLimitsReached" }))[0]).toBe("Failed");
  });

  test("follows no operation that was accepted", () => {
    expect(() => run({ Ask: get }, 202)).toThrow(/would follow an operation/);
    expect(run({ Ask: { ...get, operationOptions: "DisableAsyncPattern" } }, 202)[0]).toBe("Succeeded");
  });
});
