import { type Concept } from "./concept";
import { cluster } from "./cluster";
import { pools } from "./pools";
import { maintenance } from "./maintenance";
import { address } from "./address";
import { tokens } from "./tokens";
import { registry } from "./registry";
import { builder } from "./builder";
import { builds } from "./builds";
import { network } from "./network";
import { buildDaemon } from "./build-daemon";
import { walls } from "./walls";
import { login } from "./login";
import { branding } from "./branding";
import { storage } from "./storage";
import { folders } from "./folders";
import { limits } from "./limits";
import { repoQuotas } from "./repo-quotas";
import { imageCleaner } from "./image-cleaner";
import { culling } from "./culling";
import { nodes } from "./nodes";
import { sharing } from "./sharing";
import { repositories } from "./repositories";
import { privateRepositories } from "./private-repositories";
import { sizes } from "./sizes";
import { perPerson } from "./per-person";
import { scheduling } from "./scheduling";
import { chart } from "./chart";
import { operate } from "./operate";
import { monitoring } from "./monitoring";
import { backup } from "./backup";
import { costOf } from "./cost";
import { schedule } from "./schedule";
import { events } from "./events";
import { hub } from "./hub";
import { secretValues } from "./secret-values";
import { tags } from "./tags";
import { environment } from "./environment";
import { protection } from "./protection";

/** All concepts but what they cost. If you remove one from this list, it is no longer part of the program. */
const priced: readonly Concept[] = [
  cluster,
  pools,
  maintenance,
  address,
  tokens,
  registry,
  builder,
  builds,
  network,
  buildDaemon,
  walls,
  login,
  branding,
  storage,
  folders,
  limits,
  repoQuotas,
  imageCleaner,
  culling,
  nodes,
  sharing,
  repositories,
  privateRepositories,
  sizes,
  perPerson,
  scheduling,
  chart,
  secretValues,
  operate,
  monitoring,
  backup,
  schedule,
  events,
  hub,
  tags,
  environment,
  protection,
];

/** What of the concepts Azure bills. */
export const bills = priced.flatMap(({ bill }) => bill ?? []);

/** All concepts. */
export const concepts: readonly Concept[] = [
  ...priced,
  costOf(
    bills,
    priced.flatMap(({ rules }) => rules ?? []),
  ),
];
