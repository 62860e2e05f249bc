import { goodStack } from "./stack";
import { type Row } from "./row";

const reg = "binderhub:registry";
const password = "binderhub:registryPassword";

/** What `pulumi config set binderhub:registry.organization mygroup` makes: a key with a dot, which nobody reads. */
const flatKey = "binderhub:registry.organization";

/** What is wrong with keys, whatever they hold, and with secrets. */
export const keyRows: readonly Row[] = [
  ["a misspelt setting", { regstry: { type: "dockerHub" } }, "binderhub:regstry", /did you mean binderhub:registry\?/],
  ["a misspelt group, empty", { regstry: {} }, "binderhub:regstry", /did you mean binderhub:registry\?/],
  ["a misspelt text", { namspace: "hub" }, "binderhub:namspace", /did you mean binderhub:namespace\?/],
  ["a misspelt secret", { registryPasword: "x" }, "binderhub:registryPasword", /mean binderhub:registryPassword\?/],
  ["a misspelt key in a group", { "azure.nodecount": 2 }, "binderhub:azure.nodecount", /azure\.nodeCount\?/],
  [
    "a misspelt key of a registry",
    { "registry.organisation": "we" },
    `${reg}.organisation`,
    /registry\.organization\?/,
  ],
  ["a key like none", { quarkFlavour: "up" }, "binderhub:quarkFlavour", /known here: .*azure, .*registryPassword/],
  ["a key like none in a group", { "azure.quarkFlavour": "up" }, "binderhub:azure.quarkFlavour", /known.*nodeCount/],
  [
    "a key with a blank",
    { "azure.node count": 2 },
    "binderhub:azure.node count",
    /nodeCount/,
    {
      mends: "binderhub:azure.node count",
    },
  ],
  ["the workshop's key", { "registry.password": "x" }, `${reg}.password`, /known here: .*username/],
  [
    "a path without --path",
    {},
    flatKey,
    /--path/,
    {
      base: { ...goodStack, [flatKey]: "mygroup" },
    },
  ],
  ["an empty key", { "binderhub:": "x" }, "binderhub:", /not a setting/],

  ["no password", { registryPassword: undefined }, password, /missing.*password/],
  ["a password that is empty", { registryPassword: "" }, password, /missing/],
  ["a password in plain text", {}, password, /secret.*plain text/, { encrypted: [] }],
  [
    "a password in plain text that nobody needs",
    { registry: { type: "azure", name: "hubimages", prefix: "b" } },
    password,
    /secret.*plain text/,
    { encrypted: [] },
  ],
  [
    "an encrypted group",
    { azure: { nodeCount: 2 } },
    "binderhub:azure",
    /encrypted.*Only these keys are secrets/,
    {
      encrypted: [password, "binderhub:azure"],
    },
  ],
  [
    "an encrypted exposure",
    {},
    "binderhub:exposure",
    /encrypted.*registryPassword/,
    {
      base: { ...goodStack, "binderhub:exposure": { type: "loadBalancer" } },
      encrypted: [password, "binderhub:exposure"],
    },
  ],
  [
    "an encrypted setting",
    { namespace: "binder" },
    "binderhub:namespace",
    /encrypted/,
    {
      encrypted: [password, "binderhub:namespace"],
    },
  ],
];
