import { type Settings } from "../../settings/settings";
import { type ChartValues } from "../chart/chart-values";

/** A volume for every logged-in user, mounted beside the repository's files. */
export function storageValues(storage: Settings["storage"]): ChartValues {
  if (storage === undefined) return {};
  const { size, mountPath, storageClass } = storage;
  return {
    jupyterhub: {
      singleuser: {
        storage: {
          type: "dynamic",
          capacity: size,
          homeMountPath: mountPath,
          dynamic: storageClass === undefined ? {} : { storageClass },
        },
      },
    },
  };
}
