import { azureRows } from "../components/cluster/bad";
import { folderRows } from "../components/folders/bad";
import { brandingRows } from "../components/branding/bad";
import { buildRows } from "../components/builds/bad";
import { networkRows } from "../components/network/bad";
import { buildDaemonRows } from "../components/build-daemon/bad";
import { cullingRows } from "../components/culling/bad";
import { imageCleanerRows } from "../components/image-cleaner/bad";
import { nodeRows } from "../components/nodes/bad";
import { repoQuotaRows } from "../components/repo-quotas/bad";
import { sharingRows } from "../components/sharing/bad";
import { chartRows } from "../components/chart/bad";
import { existingRows } from "../components/cluster/bad-existing";
import { exposureRows } from "../components/address/bad";
import { httpsRows } from "../components/address/bad-https";
import { extraValueRows } from "../components/chart/bad-extra-values";
import { keyRows } from "./bad-keys";
import { limitRows } from "../components/limits/bad";
import { loginRows } from "../components/login/bad";
import { repositoryRows } from "../components/repositories/bad";
import { privateRepositoryRows } from "../components/private-repositories/bad";
import { placeRows } from "../components/scheduling/bad";
import { quotaRows } from "../components/cluster/bad-quotas";
import { maintenanceRows } from "../components/maintenance/bad";
import { peopleRows } from "../components/login/bad-people";
import { poolRows } from "../components/pools/bad";
import { productionRows } from "../components/cluster/bad-production";
import { registryRows } from "../components/registry/bad";
import { badBackups } from "../components/backup/bad";
import { badCosts } from "../components/cost/bad";
import { badMonitoring } from "../components/monitoring/bad";
import { badOperate } from "../components/operate/bad";
import { perPersonRows } from "../components/per-person/bad";
import { badSchedules } from "../components/schedule/bad";
import { badEvents } from "../components/events/bad";
import { sizeRows } from "../components/sizes/bad";
import { wallRows } from "../components/walls/bad";
import { type Row } from "./row";

/** Everything that is refused, by what it is about. */
export const badGroups: Readonly<Record<string, readonly Row[]>> = {
  "the Azure cluster": azureRows,
  "node pools": poolRows,
  maintenance: maintenanceRows,
  "rules for repositories": repositoryRows,
  "private repositories": privateRepositoryRows,
  "somewhere to run": placeRows,
  "quotas of cores": quotaRows,
  "limits and scheduling": limitRows,
  operate: badOperate,
  monitoring: badMonitoring,
  backups: badBackups,
  costs: badCosts,
  schedules: badSchedules,
  events: badEvents,
  sizes: sizeRows,
  "hours of people": perPersonRows,
  "the build daemon": buildDaemonRows,
  "the walls": wallRows,
  builds: buildRows,
  "the proxy": networkRows,
  "the image cleaner": imageCleanerRows,
  culling: cullingRows,
  "quotas of repositories": repoQuotaRows,
  nodes: nodeRows,
  sharing: sharingRows,
  "production, tags and protection": productionRows,
  "the registry": registryRows,
  "the exposure": exposureRows,
  "HTTPS and hold": httpsRows,
  "login, storage and builder": loginRows,
  "shared folders": folderRows,
  "people and where they are sent back to": peopleRows,
  "the branding": brandingRows,
  "an existing cluster": existingRows,
  "the chart, the namespace": chartRows,
  "extra values": extraValueRows,
  "keys and secrets": keyRows,
};

/** Everything that is refused. */
export const rows = Object.values(badGroups).flat();
