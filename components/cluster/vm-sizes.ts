/** What the program knows of a VM size. */
export interface VmSize {
  /** Virtual CPUs. */
  readonly cores: number;
  /** Memory in GiB. */
  readonly memory: number;
  /** The family whose quota it counts against, as `az vm list-usage` names it. */
  readonly family: string;
  /** What its images must be built for. */
  readonly architecture: "amd64" | "arm64";
  /** GPUs that Kubernetes sees. A part of one counts as one. */
  readonly gpus: number;
}

type Series = readonly [family: string, memoryPerCore: number];

/**
 * Series in which memory grows with the cores, by their letters before and after the number of cores: `Standard_D2s_v5` is of `Ds_v5`.
 * @see https://learn.microsoft.com/azure/virtual-machines/sizes/overview for the memory
 * @see https://github.com/Azure/karpenter-provider-azure/blob/main/pkg/providers/instancetype/known_skus.yaml for the families
 */
const series: Readonly<Record<string, Series>> = {
  D_v3: ["standardDv3Family", 4],
  D_v4: ["standardDv4Family", 4],
  D_v5: ["standardDv5Family", 4],
  Da_v4: ["standardDAv4Family", 4],
  Dads_v5: ["standardDADSv5Family", 4],
  Dads_v6: ["standardDadv6Family", 4],
  Dads_v7: ["StandardDadsv7Family", 4],
  Dals_v6: ["standardDalv6Family", 2],
  Dals_v7: ["StandardDalsv7Family", 2],
  Das_v4: ["standardDASv4Family", 4],
  Das_v5: ["standardDASv5Family", 4],
  Das_v6: ["standardDav6Family", 4],
  Das_v7: ["StandardDasv7Family", 4],
  Dd_v4: ["standardDDv4Family", 4],
  Dd_v5: ["standardDDv5Family", 4],
  Dds_v4: ["standardDDSv4Family", 4],
  Dds_v5: ["standardDDSv5Family", 4],
  Dds_v6: ["StandardDdsv6Family", 4],
  Dds_v7: ["StandardDdsv7Family", 4],
  Dlds_v5: ["standardDLDSv5Family", 2],
  Dlds_v6: ["StandardDldsv6Family", 2],
  Dls_v5: ["standardDLSv5Family", 2],
  Dls_v6: ["StandardDlsv6Family", 2],
  Dpds_v5: ["standardDPDSv5Family", 4],
  Dpds_v6: ["StandardDpdsv6Family", 4],
  Dplds_v5: ["standardDPLDSv5Family", 2],
  Dpls_v5: ["standardDPLSv5Family", 2],
  Dpls_v6: ["StandardDplsv6Family", 2],
  Dps_v5: ["standardDPSv5Family", 4],
  Dps_v6: ["StandardDpsv6Family", 4],
  Ds_v3: ["standardDSv3Family", 4],
  Ds_v4: ["standardDSv4Family", 4],
  Ds_v5: ["standardDSv5Family", 4],
  Ds_v6: ["StandardDsv6Family", 4],
  Ds_v7: ["StandardDsv7Family", 4],
  E_v3: ["standardEv3Family", 8],
  E_v5: ["standardEv5Family", 8],
  Eads_v5: ["standardEADSv5Family", 8],
  Eads_v6: ["standardEadv6Family", 8],
  Eas_v4: ["standardEASv4Family", 8],
  Eas_v5: ["standardEASv5Family", 8],
  Eas_v6: ["standardEav6Family", 8],
  Eds_v4: ["standardEDSv4Family", 8],
  Eds_v5: ["standardEDSv5Family", 8],
  Eds_v6: ["StandardEdsv6Family", 8],
  Epds_v5: ["standardEPDSv5Family", 8],
  Epds_v6: ["StandardEpdsv6Family", 8],
  Eps_v5: ["standardEPSv5Family", 8],
  Eps_v6: ["StandardEpsv6Family", 8],
  Es_v3: ["standardESv3Family", 8],
  Es_v4: ["standardESv4Family", 8],
  Es_v5: ["standardESv5Family", 8],
  Es_v6: ["StandardEsv6Family", 8],
  Fals_v6: ["StandardFalsv6Family", 2],
  Fams_v6: ["StandardFamsv6Family", 8],
  Fas_v6: ["StandardFasv6Family", 4],
  Fs_v2: ["standardFSv2Family", 2],
  Ls_v3: ["standardLSv3Family", 8],
};

/** Up to here, all sizes of a series have so much memory for each core. Some of the larger ones have less. */
const mostCores = 48;

type Single = readonly [family: string, cores: number, memory: number, gpus?: number];

const dsv2 = "standardDSv2Family";
const t4 = "Standard NCASv3_T4 Family";
const v100 = "standardNCSv3Family";
const a100 = "StandardNCADSA100v4Family";
const a10 = "StandardNVADSA10v5Family";

/** Sizes of series with a rule of their own, and those with GPUs, after `Standard_`. */
const singles: Readonly<Record<string, Single>> = {
  DS2_v2: [dsv2, 2, 7],
  DS3_v2: [dsv2, 4, 14],
  DS4_v2: [dsv2, 8, 28],
  DS5_v2: [dsv2, 16, 56],
  DS11_v2: [dsv2, 2, 14],
  DS12_v2: [dsv2, 4, 28],
  DS13_v2: [dsv2, 8, 56],
  DS14_v2: [dsv2, 16, 112],
  NC4as_T4_v3: [t4, 4, 28, 1],
  NC8as_T4_v3: [t4, 8, 56, 1],
  NC16as_T4_v3: [t4, 16, 110, 1],
  NC64as_T4_v3: [t4, 64, 440, 4],
  NC6s_v3: [v100, 6, 112, 1],
  NC12s_v3: [v100, 12, 224, 2],
  NC24s_v3: [v100, 24, 448, 4],
  NC24ads_A100_v4: [a100, 24, 220, 1],
  NC48ads_A100_v4: [a100, 48, 440, 2],
  NC96ads_A100_v4: [a100, 96, 880, 4],
  NV6ads_A10_v5: [a10, 6, 55, 1],
  NV12ads_A10_v5: [a10, 12, 110, 1],
  NV18ads_A10_v5: [a10, 18, 220, 1],
  NV36ads_A10_v5: [a10, 36, 440, 1],
  NV72ads_A10_v5: [a10, 72, 880, 2],
};

/** What is known of a VM size, or `undefined` if it is not in the tables above. */
export function knownSize(vmSize: string): VmSize | undefined {
  const name = vmSize.replace(/^Standard_/, "");
  const single = Object.hasOwn(singles, name) ? singles[name] : undefined;
  if (single !== undefined) {
    const [family, cores, memory, gpus = 0] = single;
    return { cores, memory, family, architecture: "amd64", gpus };
  }
  const [, letter = "", count = "", features = ""] = /^([A-Z]+)(\d+)([a-z]*_v\d+)$/.exec(name) ?? [];
  const found = Object.hasOwn(series, letter + features) ? series[letter + features] : undefined;
  const cores = Number(count);
  if (found === undefined || cores > mostCores) return undefined;
  const [family, memoryPerCore] = found;
  // E32ps_v5 and E32pds_v5 have 208 GiB.
  const memory = family.startsWith("standardEP") ? Math.min(cores * memoryPerCore, 208) : cores * memoryPerCore;
  return { cores, memory, family, architecture: architectureOf(vmSize), gpus: 0 };
}

/** The family of a size, for larger ones too. `undefined` if it is not in the tables above. */
export function familyOf(vmSize: string): string | undefined {
  return knownSize(vmSize)?.family ?? series[vmSize.replace(/^Standard_([A-Z]+)\d+/, "$1")]?.[0];
}

/**
 * What the images on a node of this size must be built for: a `p` among the letters after the number is Arm.
 * @see https://learn.microsoft.com/azure/virtual-machines/vm-naming-conventions
 */
export function architectureOf(vmSize: string): "amd64" | "arm64" {
  return /^Standard_[A-Z]+\d+(-\d+)?[a-z]*p[a-z]*(_|$)/.test(vmSize) ? "arm64" : "amd64";
}
