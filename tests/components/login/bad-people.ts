import { existingStack } from "../../stack/stack";
import { encrypted, login, tenantId } from "./bad";
import { type More, type Row } from "../../stack/row";

const auth = "binderhub:auth";
const existing: More = { base: existingStack };
const more: More = { encrypted };

const singleHost = { exposure: { type: "singleHost", dnsLabel: "myhub" } };
const google = (keys: object) => login("google", { allowedUsers: undefined, ...keys });
const entra = (keys: object) => login("entra", { tenantId, allowedUsers: ["ada@example.org"], ...keys });
const hosted = (...hostedDomains: string[]) => ({ hostedDomains });
const two = hosted("x.org", "y.org");

/** Where Google and Microsoft would not send people back to. */
const callbacks: readonly Row[] = [
  [
    "Google without https",
    { ...google(two), ...singleHost },
    `${auth}.type`,
    /singleHost with https: google/,
    emailed(),
  ],
  ["Entra without https", { ...entra({}), ...singleHost }, `${auth}.type`, /singleHost with https: entra/, emailed()],
  [
    "Google with two addresses",
    { ...google(two), exposure: undefined },
    `${auth}.type`,
    /singleHost with https/,
    {
      ...more,
      mends: "binderhub:exposure.type",
    },
  ],
  [
    "Google on another machine's nodes",
    { ...google(two), exposure: { type: "nodePort" }, "existing.host": "hub.example.org" },
    `${auth}.type`,
    /singleHost with https/,
    {
      ...existing,
      encrypted,
      mends: "binderhub:exposure.type",
    },
  ],
];

/** People by names that the identity provider does not call them. */
const people: readonly Row[] = [
  ["a bare name for Entra", entra({ allowedUsers: ["ada"] }), `${auth}.allowedUsers[0]`, /e-mail address.*entra/, more],
  ["an admin's bare name for Entra", entra({ admins: ["ada"] }), `${auth}.admins[0]`, /e-mail address.*entra/, more],
  [
    "a bare name for Google",
    google({ allowedUsers: ["a@x.org", "ada"] }),
    `${auth}.allowedUsers[1]`,
    /e-mail.*google/,
    more,
  ],
  ["a bare name for two domains", google({ ...two, admins: ["ada"] }), `${auth}.admins[0]`, /e-mail.*google/, more],
  [
    "an e-mail address for one domain",
    google({ ...hosted("x.org"), admins: ["ada@x.org"] }),
    `${auth}.admins[0]`,
    /without @domain/,
    more,
  ],
  [
    "admins of a trial",
    login("dummy", { admins: ["ada"] }),
    `${auth}.admins`,
    /combined with dummy: everybody who knows/,
    more,
  ],
];

/** What is wrong with where people are sent back to, and with what they are called. */
export const peopleRows: readonly Row[] = [...callbacks, ...people];

function emailed(): More {
  return { ...more, mends: "binderhub:exposure.https.email" };
}
