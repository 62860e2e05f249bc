import { daysOf } from "../../../components/events/maintenance";
import { timesOf } from "../../../components/events/times";
import { hoursCount, pastAndLate, perhapsTooLittle } from "../../../components/events/warnings";
import { sure } from "../../../settings/refusal";
import { check, edited, type Edits } from "../../stack/stack";
import { hubOf, pools, withEvents } from "./stacks";

const base: Edits = { "azure.pools": pools, "azure.tier": "Standard" };
const at = (time: string) => new Date(`${time}:00Z`);
const before = at("2027-01-01T00:00");

/** The workshop is on 2027-03-04 from 09:00 to 11:00 UTC. */
describe("as the clock goes on, an event", () => {
  const said = (now: string, ...events: readonly object[]) =>
    pastAndLate(hubOf({ ...base, ...withEvents(...(events.length === 0 ? [{}] : events)) }), at(now));

  test.each([
    ["is not warned of before it is prepared", "2027-03-03T08:59"],
    ["is not warned of while it lasts", "2027-03-04T10:59"],
  ])("%s", (_what, now) => {
    expect(said(now)).toEqual([]);
  });

  test("is late if it is set when it should have been prepared", () => {
    expect(said("2027-03-03T09:00")).toEqual([
      expect.stringMatching(/^events\[0\]\.start \(pyintro\): it begins in less than prepare \(24h\)/),
    ]);
  });

  test("is over at its end, with the command that removes it", () => {
    expect(said("2027-03-04T11:00")).toEqual([
      "events[0] (pyintro): is over since 2027-03-04. pulumi config rm binderhub:events removes it.",
    ]);
  });

  test("is removed from among others by its place", () => {
    const [first, ...others] = said("2027-03-05T00:00", { name: "later", start: "2027-05-04 10:00" }, {});
    expect(first).toMatch(/^events\[1\] \(pyintro\).* pulumi config rm --path 'binderhub:events\[1\]' removes it/);
    expect(others).toEqual([]);
  });
});

test("an event that is over stops no stack, and is warned of by today's clock", () => {
  const { settings, ...found } = check(edited({ ...base, ...withEvents({ start: "2019-03-04 10:00" }) }));
  expect(settings).toBeDefined();
  expect("warnings" in found ? found.warnings : []).toContainEqual(expect.stringMatching(/is over since 2019-03-04/));
});

describe("hours of people", () => {
  const said = (edits: Edits) => hoursCount(hubOf({ ...base, ...withEvents({}), ...edits }, secrets));
  const secrets = ["binderhub:registryPassword", "binderhub:authClientSecret"];
  const login = { auth: { type: "github", clientId: "Iv1.0123456789abcdef", allowAll: true }, authClientSecret: "x" };

  test("keep them out if they are used up, which is said", () => {
    expect(said({ ...login, perPerson: { hoursPerWeek: 20 } })).toEqual([
      expect.stringMatching(/hoursPerWeek is 20.*'npm run hub -- hours --forget-all'/),
    ]);
  });

  test("are not spoken of without a limit", () => expect(said({})).toEqual([]));
});

describe("what may be too little", () => {
  const said = (edits: Edits, now = before) => perhapsTooLittle(hubOf({ ...base, ...edits }), now);
  const quota = { "azure.quotas": { standardDSv5Family: 1000 } };
  const many = { people: 2000, arriveWithin: "60m", perPerson: { memoryGuarantee: "1G" } };

  test("is nothing where the quota is known and everything fits", () => {
    expect(said({ ...quota, ...withEvents({}) })).toEqual([]);
  });

  // The hub: (3 + 1) × 2 cores, users (3 + 1) × 4, builds (2 + 1) × 4. The event: (2 + 1) × 4.
  test("is a quota that nobody has said, with what is needed and what to ask for", () => {
    expect(said(withEvents({}))).toEqual([
      "events[0] (pyintro): needs 48 cores of standardDSv5Family, and the program does not know how many there are. 'az vm list-usage --location westeurope' tells; say it in azure.quotas.standardDSv5Family. To ask for more: az quota update --resource-name standardDSv5Family --scope /subscriptions/SUBSCRIPTION/providers/Microsoft.Compute/locations/westeurope --limit-object value=48 --resource-type dedicated; or on Azure's page Quotas: Compute, region westeurope, standardDSv5Family, new limit 48.",
    ]);
  });

  test("is nothing of an event that is over", () => {
    expect(said(withEvents({}), at("2027-03-04T11:00"))).toEqual([]);
  });

  test("is the tier Free for many nodes", () => {
    const found = said({ ...quota, "azure.tier": "Free", ...withEvents({ people: 400, arriveWithin: "30m" }) });
    expect(found).toEqual([expect.stringMatching(/with 11 nodes for it, .* more than the 10 .* tier Free/)]);
  });

  test("is Docker Hub for more nodes than a free account may pull for", () => {
    // 200 nodes, of 10 people each; then 223, of 9.
    expect(said({ ...quota, ...withEvents(many) })).toEqual([]);
    const more = { ...many, perPerson: { memoryGuarantee: "1130M" } };
    expect(said({ ...quota, ...withEvents(more) })).toEqual([
      expect.stringMatching(
        /223 nodes pull the image from Docker Hub, which allows a free account 200 pulls in six hours/,
      ),
    ]);
  });

  test("is a family of which neither a pool nor an event is", () => {
    const misspelt = { "azure.quotas": { standardDSv5Family: 1000, standardDSv5Famly: 5 } };
    expect(said({ ...misspelt, ...withEvents({}) })).toEqual([
      "azure.quotas: no pool and no event is of the family standardDSv5Famly.",
    ]);
  });
});

test("a quota of an event's family alone is no mistake", () => {
  const edits = { "azure.vmSize": "Standard_D2s_v3", "azure.quotas": { standardEASv5Family: 40 } };
  const found = check(edited({ ...edits, ...withEvents({ vmSize: "Standard_E8as_v5", start: "2097-03-04 10:00" }) }));
  expect(found.problems).toEqual([]);
  expect("warnings" in found ? found.warnings.filter((text) => text.includes("family")) : []).toEqual([]);
});

test("a size for more than an event's repository is warned of: it does not count there", () => {
  const sizes = [{ name: "course", repositories: ["github.com/mygroup/*"], memory: "3G" }];
  const found = check(edited({ ...base, sizes, ...withEvents({}) }));
  expect(found.problems).toEqual([]);
  expect("warnings" in found ? found.warnings : []).toContainEqual(
    expect.stringMatching(/^sizes\[0\] \(course\): does not count for the repository of events\[0\]/),
  );
});

describe("the days without maintenance", () => {
  const days = (more: object, utcOffset: string) =>
    daysOf(sure(timesOf(sure(hubOf({ ...base, ...withEvents(more) }).events?.[0], "event")), "times"), { utcOffset });

  test("are those on which the event has nodes", () => {
    expect(days({}, "+00:00")).toEqual({ from: "2027-03-04", to: "2027-03-04" });
    expect(days({ end: "2027-03-06 12:00" }, "+00:00")).toEqual({ from: "2027-03-04", to: "2027-03-06" });
  });

  // From 00:15 in Berlin on, which is 23:15 UTC of the day before.
  test("are days by the clock of the maintenance's window", () => {
    const early = { start: "2027-03-04 00:45", end: "02:00" };
    expect(days(early, "+00:00")).toEqual({ from: "2027-03-03", to: "2027-03-04" });
    expect(days(early, "+01:00")).toEqual({ from: "2027-03-04", to: "2027-03-04" });
    expect(days(early, "-05:00")).toEqual({ from: "2027-03-03", to: "2027-03-03" });
  });
});

test("a repository that may be private is warned of: its servers would be elsewhere", () => {
  const hub: Edits = {
    ...{ auth: { type: "github", clientId: "Iv1.0123456789abcdef", allowAll: true }, authClientSecret: "x" },
    exposure: { type: "singleHost", dnsLabel: "myhub", https: { email: "me@example.org" } },
    ...{ "registry.private": true, privateRepositories: { type: "perUser" } },
  };
  const found = check(edited({ ...base, ...hub, ...withEvents({}) }), [
    "binderhub:registryPassword",
    "binderhub:authClientSecret",
  ]);
  expect(found.problems).toEqual([]);
  expect("warnings" in found ? found.warnings : []).toContainEqual(
    expect.stringMatching(/^events\[0\]\.repository: must be public/),
  );
});
