import * as fc from "fast-check";
import { type Answers } from "../../setup/questions";

/** Answers that a person may give to the questions that every hub has. */
const everywhere = fc.record({
  stack: fc.stringMatching(/^[a-z]([a-z0-9-]{0,28}[a-z0-9])?$/),
  region: fc.constantFrom("westeurope", "northeurope", "eastus2", "usgovvirginia", "chinanorth3"),
  people: fc.integer({ min: 1, max: 1000 }).map(String),
  cores: fc.constantFrom("any", "1000"),
});

const label = fc.stringMatching(/^[a-z][a-z0-9-]{1,61}[a-z0-9]$/);
const email = fc.constantFrom("me@example.org", "ada.l+hub@uni.example.org");
const nowhere = fc.record({ address: fc.constant("none") });
const named = fc.oneof(
  fc.record({ address: fc.constant("azure"), label, email }),
  fc.record({ address: fc.constant("domain"), host: label.map((name) => `${name}.example.org`), email }),
  fc.record({
    address: fc.constant("zone"),
    zone: fc.constantFrom("example.org", "hub.uni.example.org"),
    zoneGroup: fc.stringMatching(/^[a-z][a-z0-9.]{0,20}[a-z0-9]$/),
    record: fc.oneof(fc.constant("@"), fc.stringMatching(/^[a-z0-9]{1,20}$/)),
    email,
  }),
);

const open = fc.record({ login: fc.constantFrom("everybody", "password") });
const clientId = fc.stringMatching(/^[!-~]{1,40}$/);
const name = fc.stringMatching(/^[a-z][a-z0-9]{0,19}$/);
const list = (one: fc.Arbitrary<string>) =>
  fc
    .tuple(fc.array(one, { minLength: 1, maxLength: 4 }), fc.constantFrom(",", ", ", " "))
    .map(([names, between]) => names.join(between));
const people = name.map((one) => `@${one}`);
const mail = name.map((one) => `${one}@example.org`);
const app = fc.oneof(
  fc.record({ login: fc.constantFrom("github", "gitlab"), clientId, allow: list(fc.oneof(name, people)) }),
  fc.record({
    login: fc.constant("google"),
    clientId,
    allow: fc.oneof(list(name.map((one) => `${one}.example.org`)), list(mail)),
  }),
  fc.record({ login: fc.constant("entra"), clientId, tenantId: fc.uuid(), allow: list(mail) }),
);

const registry = fc.oneof(
  fc.record({ registry: fc.constant("azure"), registryName: fc.stringMatching(/^[a-zA-Z0-9]{5,50}$/) }),
  fc.record({ registry: fc.constant("dockerHub"), dockerId: fc.stringMatching(/^[a-z0-9]{4,30}$/) }),
);

/** All answers of one person: any that go together. */
export const rightAnswers: fc.Arbitrary<Answers> = fc
  .tuple(everywhere, fc.oneof(fc.tuple(nowhere, open), fc.tuple(named, fc.oneof(open, app))), registry)
  .map(([common, [address, login], images]) => ({ ...common, ...address, ...login, ...images }));

/** A hub for 20 people with a free name of Azure's. */
export const ordinary: Answers = {
  ...{ stack: "course", region: "westeurope", people: "20", cores: "any" },
  ...{ address: "azure", label: "mygroup-hub", email: "me@example.org", login: "everybody" },
  ...{ registry: "azure", registryName: "mygrouphub" },
};

/** The same with a GitHub login. */
export const withGithub: Answers = { ...ordinary, login: "github", clientId: "abc", allow: "mygroup,@ada" };
