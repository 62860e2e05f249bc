import { edited, type Edits, goodStack } from "../../stack/stack";
import { type More, type Row } from "../../stack/row";

const key = "binderhub:perPerson.hoursPerWeek";
const login = { auth: { type: "github", clientId: "id", allowedUsers: ["ada"] }, authClientSecret: "client-secret" };
const more: More = {
  base: edited({ ...login, perPerson: { hoursPerWeek: 20 } }, goodStack),
  encrypted: ["binderhub:registryPassword", "binderhub:authClientSecret"],
};

const hours = (hoursPerWeek: unknown): Edits => ({ "perPerson.hoursPerWeek": hoursPerWeek });
const extra = (path: string, value: unknown): Edits => ({ [`extraValues.jupyterhub.hub.${path}`]: value });
const onPage = (piece: string, value: unknown): Edits => ({ [`extraValues.extraConfig.${piece}`]: value });
const at = (path: string) => `binderhub:extraValues.jupyterhub.hub.${path}`;

/** Hours of people that are refused. */
export const perPersonRows: readonly Row[] = [
  ["no hours at all", hours(0), key, /whole number from 1 to 168/, more],
  ["more hours of a person than a week has", hours(169), key, /whole number from 1 to 168/, more],
  ["half an hour", hours(0.5), key, /whole number from 1 to 168/, more],
  ["hours in words", hours("twenty"), key, /whole number from 1 to 168/, more],
  ["hours by their number", { perPerson: 20 }, "binderhub:perPerson", /group of settings/, more],
  [
    "hours of another time",
    { perPerson: { hoursPerWeek: 20, hoursPerDay: 4 } },
    "binderhub:perPerson.hoursPerDay",
    /not a setting/,
    more,
  ],
  ["hours of people without a login", { perPerson: { hoursPerWeek: 20 } }, key, /needs a login/],
  [
    "hours in a hub without a volume",
    extra("db.type", "sqlite-memory"),
    at("db.type"),
    /the hub's database on the hub's own volume/,
    more,
  ],
  [
    "hours in a hub with a database elsewhere",
    {
      extraSecretValues: JSON.stringify({
        jupyterhub: { hub: { config: { JupyterHub: { db_url: "postgresql://hub@db.example.org/hub" } } } },
      }),
    },
    "binderhub:extraSecretValues",
    /the hub's database where the chart puts it/,
    { ...more, encrypted: [...(more.encrypted ?? []), "binderhub:extraSecretValues"] },
  ],
  [
    "hours in a hub with a database server",
    extra("db.type", "postgres"),
    at("db.type"),
    /the hub's database on the hub's own volume/,
    more,
  ],
  [
    "other code in the place of the hours",
    extra("extraConfig.zz-hours", "pass"),
    at("extraConfig.zz-hours"),
    /decided by the setting binderhub:perPerson/,
    more,
  ],
  [
    "a spawner after the hours",
    extra("extraConfig.zz-mine", "c.JupyterHub.spawner_class = 'simple'"),
    at("extraConfig.zz-mine"),
    /sets spawner_class after/,
    more,
  ],
  [
    "pages after the page of hours",
    extra("extraConfig.zzz", "c.JupyterHub.extra_handlers = []"),
    at("extraConfig.zzz"),
    /sets extra_handlers after zz-hours/,
    more,
  ],
  [
    "other code in the place of the hours in BinderHub",
    onPage("zy-hours", "pass"),
    "binderhub:extraValues.extraConfig.zy-hours",
    /decided by the setting binderhub:perPerson/,
    more,
  ],
  [
    "no code for hours in BinderHub",
    onPage("zy-hours", null),
    "binderhub:extraValues.extraConfig.zy-hours",
    /decided by the setting binderhub:perPerson/,
    more,
  ],
  [
    "a quota after the hours",
    onPage("zz-a", "c.BinderHub.launch_quota_class = Mine"),
    "binderhub:extraValues.extraConfig.zz-a",
    /sets launch_quota_class after zy-hours/,
    more,
  ],
];
