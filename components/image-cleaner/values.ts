import { type Settings } from "../../settings/settings";
import { type ChartValues } from "../chart/chart-values";

/**
 * When images are deleted, in bytes. The percentages of the limits stand in the same place, in an earlier layer.
 * @see https://github.com/jupyterhub/docker-image-cleaner#how-does-it-work
 */
export function imageCleanerValues({ enabled, startAt, stopAt }: Settings["imageCleaner"]): ChartValues {
  if (!enabled) return { imageCleaner: { enabled } };
  if (startAt === undefined || stopAt === undefined) return {};
  return {
    imageCleaner: {
      imageGCThresholdType: "absolute",
      imageGCThresholdHigh: bytes(startAt),
      imageGCThresholdLow: bytes(stopAt),
    },
  };
}

/** An amount of a disk in bytes, counted as disks are sold: in powers of 1000. */
export function bytes(amount: string): number {
  return Number.parseInt(amount) * 1000 ** (2 + "MGT".indexOf(amount.slice(-1)));
}
