import { type Settings } from "../../settings/settings";
import { type ChartValues } from "../chart/chart-values";

/**
 * A volume for every logged-in user, the same one for each of the user's servers, mounted beside the repository's files.
 *
 * @see https://github.com/jupyterhub/kubespawner/blob/7.0.0/kubespawner/spawner.py `pvc_name_template`, `delete_forever`
 */
export function storageValues(storage: Settings["storage"]): ChartValues {
  if (storage === undefined) return {};
  const { size, mountPath, storageClass, accessMode } = storage;
  return {
    jupyterhub: {
      singleuser: {
        storage: {
          type: "dynamic",
          capacity: size,
          homeMountPath: mountPath,
          dynamic: {
            // By default each of a person's servers would have a volume of its own, which nobody uses again and nothing deletes.
            pvcNameTemplate: "claim-{username}",
            storageAccessModes: [accessMode],
            ...(storageClass === undefined ? {} : { storageClass }),
          },
        },
      },
    },
  };
}
