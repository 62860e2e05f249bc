/** The answers of a person, as typed, by question. */
export type Answers = Readonly<Partial<Record<QuestionName, string>>>;

/** The name of a question. Its flag is the same name in kebab case. */
export type QuestionName =
  | ("stack" | "region" | "people" | "cores" | "address" | "label" | "zone" | "zoneGroup" | "record" | "host" | "email")
  | ("login" | "clientId" | "tenantId" | "allow" | "registry" | "registryName" | "dockerId");

/** Something that the wizard must know. */
export interface Question {
  readonly name: QuestionName;
  /** The words of the question. They may depend on the answers before it. */
  readonly ask: string | ((answers: Answers) => string);
  /** What it is about, for `--help`. */
  readonly help: string;
  /** The possible answers, and what each means. @default any text that the settings allow */
  readonly choices?: Readonly<Record<string, string>>;
  /** The answer if none is given. @default none: the answer is required */
  readonly preset?: string;
  /** A right answer, for messages, and for checks of other answers before this one is known. */
  readonly example: string | ((answers: Answers) => string);
  /** Whether the question is asked, given the answers before it. @default always */
  readonly matters?: (answers: Answers) => boolean;
  /** Settings that the answer decides. If the program refuses one of them, the answer is wrong. */
  readonly keys: readonly string[];
}

/** All questions, in the order in which they are asked. A question comes after those that it depends on. */
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
    ask: "In which Azure region is it? (short name)",
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
    ask: "Budget: how many cores may it use at most? (`any` for no limit; a Free Trial has 4)",
    help: "budget: the most cores that the hub may use, or any",
    preset: "any",
    example: "any",
    keys: ["binderhub:azure.coreQuota"],
  },
  {
    name: "address",
    ask: "What is its address?",
    help: "address of the hub",
    choices: {
      azure: "a free name from Azure, with HTTPS",
      zone: "your own domain, in an Azure DNS zone: the stack makes the record",
      domain: "your own domain, elsewhere: you make one record",
      none: "only IP addresses, without HTTPS: to try things out",
    },
    preset: "azure",
    example: "azure",
    keys: ["binderhub:exposure.type"],
  },
  {
    name: "label",
    ask: "Which name? The address becomes NAME.REGION.cloudapp.azure.com. The name must still be free.",
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
    ask: "Which record is made in the zone? (`@` for the zone itself)",
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
    ask: "To which e-mail address may Let's Encrypt write about the certificate?",
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
      everybody: "everybody who finds it, without a login",
      github: "people with a GitHub account who are on your list",
      gitlab: "people with an account at gitlab.com who are on your list",
      google: "people with a Google account who are on your list",
      entra: "people with a Microsoft account of your organisation who are on your list",
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
    ask: "What is the directory (tenant) id of your organisation?",
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
    ask: "Where are built images stored?",
    help: "registry for built images",
    choices: {
      azure: "an Azure registry that the stack makes (no account needed)",
      dockerHub: "Docker Hub, with your account",
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

/** The words of a question, given the answers before it. */
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

/** Who may be allowed, for each kind of login. */
function listed(login = ""): { readonly words: string; readonly example: string } {
  const people = { words: "E-mail addresses", example: "ada@example.org" };
  const lists: Readonly<Record<string, typeof people>> = {
    github: { words: "GitHub organisations, or people as @ada", example: "mygroup" },
    gitlab: { words: "GitLab groups, or people as @ada", example: "mygroup" },
    google: { words: "Google domains, or else people as ada@example.org", example: "example.org" },
  };
  return lists[login] ?? people;
}
