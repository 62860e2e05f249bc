import * as fc from "fast-check";
import { callbackOf, checkedAnswers, refusal, secretsOf } from "../../setup/checks";
import { type Answers, type QuestionName, questions, worded } from "../../setup/questions";
import { completed, configOf } from "../../setup/stack-config";
import { ordinary, rightAnswers, withGithub } from "./right-answers";

const rows: readonly (readonly [name: QuestionName, answer: string, rule: RegExp, before?: Answers])[] = [
  ["stack", "My Hub", /1 to 30 lower-case letters/],
  ["stack", "", /1 to 30 lower-case letters/],
  ["region", "West Europe", /short name, in lower case/],
  ["region", "westeurope".repeat(3), /such as westeurope/],
  ["people", "0", /from 1 to 1000/],
  ["people", "1001", /from 1 to 1000/],
  ["people", "twenty", /from 1 to 1000/],
  ["cores", "4.5", /a whole number, or any/],
  ["cores", "4", /too little for 20 people, who need 8 cores; 4 are enough for 3 people/, { people: "20" }],
  ["cores", "1", /need 4 cores; fewer than 4 are not enough for anybody/, { people: "1" }],
  ["address", "somewhere", /one of azure, zone, domain, none/],
  ["label", "-hub", /3 to 63 lower-case letters/, { address: "azure" }],
  ["zone", "https://example.org", /a full host name/, { address: "zone" }],
  ["zoneGroup", "dns.", /resource group/, { address: "zone" }],
  ["record", "hub_1", /a record's name/, { address: "zone" }],
  ["host", "hub", /a full host name/, { address: "domain" }],
  ["email", "me", /an e-mail address/, { address: "azure" }],
  ["login", "facebook", /one of everybody, github/],
  ["login", "github", /everybody or password with --address none/, { address: "none" }],
  ["clientId", "", /client id/, { login: "github" }],
  ["tenantId", "mine", /a GUID/, { login: "entra" }],
  ["allow", " , ", /nobody could log in/, { login: "github" }],
  ["allow", "ada", /must be an e-mail address/, { login: "entra" }],
  ["allow", "example.org, ada@example.org", /domains or people, not both/, { login: "google" }],
  ["registry", "quay", /one of azure, dockerHub/],
  ["registryName", "my-hub", /5 to 50 letters and digits/, { registry: "azure" }],
  ["dockerId", "ada@example.org", /not an e-mail address/, { registry: "dockerHub" }],
];

function questionNamed(name: QuestionName) {
  const found = questions.find((question) => question.name === name);
  if (found === undefined) throw new Error(name);
  return found;
}

test.each(rows.map((row) => [row[0], row[1], row] as const))(
  "%s: %j is refused with what would be right",
  (...[, , row]) => {
    const [name, answer, rule, before = {}] = row;
    expect(refusal(questionNamed(name), answer, before)).toMatch(rule);
  },
);

test("every question refuses something", () => {
  expect(new Set(rows.map(([name]) => name))).toEqual(new Set(questions.map(({ name }) => name)));
});

test("every default and every example is a right answer to its question, with nothing known but what makes it matter", () => {
  const before: Answers[] = [
    {},
    { address: "azure" },
    { address: "zone" },
    { address: "domain" },
    { login: "entra" },
    { registry: "dockerHub" },
  ];
  for (const question of questions) {
    const known = before.find((answers) => question.matters?.(answers) ?? true) ?? {};
    for (const answer of [question.preset ?? "", worded(question.example, known)].filter((one) => one !== "")) {
      expect([question.name, refusal(question, answer, known)]).toEqual([question.name, undefined]);
    }
  }
});

test("every combination of choices goes through, for few and many people, save logins that need an address", () => {
  const choices = (name: QuestionName) => Object.keys(questionNamed(name).choices ?? {});
  for (const address of choices("address"))
    for (const login of choices("login"))
      for (const registry of choices("registry"))
        for (const people of ["20", "300"]) {
          const all = completed({ address, login, registry, people });
          const answers = Object.fromEntries(Object.entries(all).filter(([, answer]) => answer !== ""));
          const refused = address === "none" && login !== "everybody" && login !== "password" ? ["--login"] : [];
          const checked = checkedAnswers(answers);
          expect("refused" in checked ? checked.refused.map((line) => line.split(" ")[0]) : []).toEqual(refused);
        }
});

test("an answer is refused or not by what came before it, never by what is not known yet", () => {
  fc.assert(
    fc.property(rightAnswers, (answers) => {
      let before: Answers = {};
      for (const question of questions) {
        const answer = answers[question.name];
        if (answer === undefined) continue;
        expect([question.name, refusal(question, answer, before)]).toEqual([question.name, undefined]);
        before = { ...before, [question.name]: answer };
      }
    }),
    { numRuns: 60 },
  );
});

test("everything that is wrong is told at once, and what is missing or has no use as well", () => {
  expect(checkedAnswers({ ...ordinary, people: "many", label: undefined, dockerId: "jdoe" })).toEqual({
    refused: [
      "--people many: must be a whole number from 1 to 1000",
      "--label is missing: with --address azure: first part of the name",
      "--docker-id has no effect with the other answers: leave it out",
    ],
  });
});

test.each([
  ["a login through an OAuth app", withGithub, ["authClientSecret"]],
  ["one password for all", { ...ordinary, login: "password" }, ["dummyPassword"]],
  [
    "Docker Hub",
    { ...ordinary, registry: "dockerHub", registryName: undefined, dockerId: "jdoe" },
    ["registryPassword"],
  ],
  ["no login and a registry of the stack's", ordinary, []],
] satisfies [string, Answers, string[]][])("%s needs its secret, and no other", (_name, answers, secrets) => {
  expect(secretsOf(configOf(answers))).toEqual(secrets);
});

test("the callback URL is known as soon as the address is, when the client id is asked for", () => {
  expect(callbackOf({ region: "usgovvirginia", address: "azure", label: "hub", login: "github" })).toBe(
    "https://hub.usgovvirginia.cloudapp.usgovcloudapi.net/hub/oauth_callback",
  );
});
