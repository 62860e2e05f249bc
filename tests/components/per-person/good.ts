import { type Edits } from "../../stack/stack";

const login = { auth: { type: "github", clientId: "id", allowedUsers: ["ada"] }, authClientSecret: "client-secret" };
const hours = { ...login, perPerson: { hoursPerWeek: 20 } };
const code = (name: string, text: string) => ({ [`extraValues.jupyterhub.hub.extraConfig.${name}`]: text });

/** Hours of people with which nothing is wrong. */
export const goodPerPerson: readonly (readonly [name: string, edits: Edits])[] = [
  ["no hours of people, without a login", { perPerson: {} }],
  ["one hour a week", { ...login, perPerson: { hoursPerWeek: 1 } }],
  ["all hours of a week", { ...login, perPerson: { hoursPerWeek: 168 } }],
  ["hours, and the database where it is by default", { ...hours, "extraValues.jupyterhub.hub.db.type": "sqlite-pvc" }],
  ["hours, and a spawner before them", { ...hours, ...code("10-mine", "c.JupyterHub.spawner_class = Mine") }],
  ["hours, and code after them that touches neither", { ...hours, ...code("zzz", "c.Spawner.debug = True") }],
  [
    "hours, and a quota before them",
    { ...hours, "extraValues.extraConfig.10-mine": "c.BinderHub.launch_quota_class = Mine" },
  ],
  ["hours, and code in BinderHub after them", { ...hours, "extraValues.extraConfig.zz-a": "c.BinderHub.debug = True" }],
  ["a database in memory without hours", { ...login, "extraValues.jupyterhub.hub.db.type": "sqlite-memory" }],
];
