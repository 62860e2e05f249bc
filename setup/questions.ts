/** What a person has answered, as typed, by question. */
export type Answers = Readonly<Partial<Record<QuestionName, string>>>;

/** The name of a question; its flag is the same in kebab case. */
export type QuestionName =
  | ("stack" | "region" | "people" | "cores" | "address" | "label" | "zone" | "zoneGroup" | "record" | "host" | "email")
  | ("login" | "clientId" | "tenantId" | "allow" | "registry" | "registryName" | "dockerId");

/** Something that the wizard must know. */
export interface Question {
  readonly name: QuestionName;
  /** The question, as a person is asked; where its words depend on the answers before it, by them. */
  readonly ask: string | ((answers: Answers) => string);
  /** What it is about, as `--help` has it. */
  readonly help: string;
  /** The answers that there are, and what each means. @default any text that the settings allow */
  readonly choices?: Readonly<Record<string, string>>;
  /** The answer that is taken where none is given. @default none: it must be given */
  readonly preset?: string;
  /** An answer that is right, for messages and for looking at other answers before this one is known. */
  readonly example: string | ((answers: Answers) => string);
  /** Whether it matters, given the answers before it. @default always */
  readonly matters?: (answers: Answers) => boolean;
  /** Settings that the answer decides: what the program refuses in them is the answer's fault. */
  readonly keys: readonly string[];
}

/** All questions, in the order in which they are asked: what one depends on comes before it. */
export const questions: readonly Question[] = [
  {
    name: "stack",
    ask: "What is this hub called? (its stack, such as `course`)",
    help: "name of the stack: lower-case letters, digits and hyphens",
    preset: "hub",
    example: "hub",
    keys: ["binderhub:azure.resourceGroup", "binderhub:azure.nodeResourceGroup"],
  },
  {
    name: "region",
    ask: "In which Azure region? (short name)",
    help: "Azure region, by its short name",
    preset: "westeurope",
    example: "westeurope",
    keys: ["azure-native:location", "azure-native:environment"],
  },
  {
    name: "people",
    ask: "How many people use it at the same time?",
    help: "people at the same time, 1 to 1000",
    preset: "20",
    example: "20",
    keys: ["binderhub:limits"],
  },
  {
    name: "cores",
    ask: "Budget: how many cores may it have at the most? (`any` for no limit; a Free Trial has 4)",
    help: "budget: cores that the hub may have at the most, or any",
    preset: "any",
    example: "any",
    keys: ["binderhub:azure.coreQuota"],
  },
  {
    name: "address",
    ask: "At which address is it found?",
    help: "address of the hub",
    choices: {
      azure: "a free name of Azure's, with HTTPS",
      zone: "a domain of yours, in an Azure DNS zone: the record is made for you",
      domain: "a domain of yours, elsewhere: you make one record",
      none: "only numbers, no HTTPS: to try things out",
    },
    preset: "azure",
    example: "azure",
    keys: ["binderhub:exposure.type"],
  },
  {
    name: "label",
    ask: "Which name? It becomes NAME.REGION.cloudapp.azure.com, and must be free there.",
    help: "with --address azure: first part of the name",
    example: "mygroup-hub",
    matters: ({ address }) => address === "azure",
    keys: ["binderhub:exposure.dnsLabel"],
  },
  {
    name: "zone",
    ask: "Which Azure DNS zone? (it must exist)",
    help: "with --address zone: the DNS zone",
    example: "example.org",
    matters: ({ address }) => address === "zone",
    keys: ["binderhub:exposure.zone.name"],
  },
  {
    name: "zoneGroup",
    ask: "In which resource group is that zone?",
    help: "with --address zone: the zone's resource group",
    example: "dns",
    matters: ({ address }) => address === "zone",
    keys: ["binderhub:exposure.zone.resourceGroup"],
  },
  {
    name: "record",
    ask: "Which record is made in it? (`@` for the zone itself)",
    help: "with --address zone: the record, or @",
    preset: "hub",
    example: "hub",
    matters: ({ address }) => address === "zone",
    keys: ["binderhub:exposure.zone.record"],
  },
  {
    name: "host",
    ask: "Which host name? (such as hub.example.org)",
    help: "with --address domain: the host name",
    example: "hub.example.org",
    matters: ({ address }) => address === "domain",
    keys: ["binderhub:exposure.host"],
  },
  {
    name: "email",
    ask: "Which e-mail address does Let's Encrypt write to, about the certificate?",
    help: "e-mail address for the certificate (not with --address none)",
    example: "me@example.org",
    matters: ({ address }) => address !== "none",
    keys: ["binderhub:exposure.https"],
  },
  {
    name: "login",
    ask: "Who may use it?",
    help: "how people log in",
    choices: {
      everybody: "everybody who finds it, without login",
      github: "people with a GitHub account, from lists of yours",
      gitlab: "people with an account at gitlab.com, from lists of yours",
      google: "people with a Google account, from lists of yours",
      entra: "people with a Microsoft account of your organisation, from a list of yours",
      password: "everybody who knows one password (for a closed trial)",
    },
    preset: "everybody",
    example: "everybody",
    keys: ["binderhub:auth.type"],
  },
  {
    name: "clientId",
    ask: "Register an OAuth app there (docs/login.md). Which client id did you get?",
    help: "with a login: client id of the OAuth app",
    example: "your-client-id",
    matters: hasApp,
    keys: ["binderhub:auth.clientId"],
  },
  {
    name: "tenantId",
    ask: "Which directory (tenant) id has your organisation?",
    help: "with --login entra: directory (tenant) id",
    example: "11111111-2222-4333-8444-555555555555",
    matters: ({ login }) => login === "entra",
    keys: ["binderhub:auth.tenantId"],
  },
  {
    name: "allow",
    ask: ({ login }) => `Who may log in? ${listed(login).words}, with commas between them`,
    help: "with a login: organisations, groups or domains, or people (@ada, ada@example.org), with commas",
    example: ({ login }) => listed(login).example,
    matters: hasApp,
    keys: ["binderhub:auth"],
  },
  {
    name: "registry",
    ask: "Where do built images go?",
    help: "registry for built images",
    choices: {
      azure: "an Azure registry that the stack makes (no account needed)",
      dockerHub: "Docker Hub, with an account of yours",
    },
    preset: "azure",
    example: "azure",
    keys: ["binderhub:registry.type"],
  },
  {
    name: "registryName",
    ask: "What is the Azure registry called? (5 to 50 letters and digits, unique in the world)",
    help: "with --registry azure: its name, unique in the world",
    example: "mygrouphub",
    matters: ({ registry }) => registry === "azure",
    keys: ["binderhub:registry.name"],
  },
  {
    name: "dockerId",
    ask: "What is your Docker ID? (not the e-mail address)",
    help: "with --registry dockerHub: your Docker ID",
    example: "jdoe",
    matters: ({ registry }) => registry === "dockerHub",
    keys: ["binderhub:registry.username"],
  },
];

/** A text of a question, given the answers before it. */
export function worded(text: Question["ask"], answers: Answers): string {
  return typeof text === "string" ? text : text(answers);
}

/** The flag that answers a question. */
export function flagOf(name: QuestionName): string {
  return `--${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

/** Whether people log in through an OAuth app, which has a client id and a secret. */
function hasApp({ login }: Answers): boolean {
  return login !== undefined && login !== "everybody" && login !== "password";
}

/** Who can be let in, by login. */
function listed(login = ""): { readonly words: string; readonly example: string } {
  const people = { words: "E-mail addresses", example: "ada@example.org" };
  const lists: Readonly<Record<string, typeof people>> = {
    github: { words: "GitHub organisations, or people as @ada", example: "mygroup" },
    gitlab: { words: "GitLab groups, or people as @ada", example: "mygroup" },
    google: { words: "Google domains, or else people as ada@example.org", example: "example.org" },
  };
  return lists[login] ?? people;
}
