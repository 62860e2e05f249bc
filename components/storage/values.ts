import { type Settings } from "../../settings/settings";
import { type ChartValues } from "../chart/chart-values";
import { composeValues } from "../chart/compose";
import { linkValues } from "./links";
import { storageMount } from "./mounts";

/** The environment variable that tells a person's programs where the volume is, whatever the link is called. */
export const storageVariable = "BINDERHUB_STORAGE";

/**
 * A volume for every logged-in user, the same one for each of the user's servers, mounted beside the repository's files.
 *
 * @see https://github.com/jupyterhub/kubespawner/blob/7.0.0/kubespawner/spawner.py `pvc_name_template`, `delete_forever`, `delete_pvc`
 */
export function storageValues(storage: Settings["storage"]): ChartValues {
  if (storage === undefined) return {};
  const { size, storageClass, accessMode, whenUserIsDeleted } = storage;
  const mount = storageMount(storage);
  const volume: ChartValues = {
    jupyterhub: {
      ...(whenUserIsDeleted === "keep" && { hub: { config: { KubeSpawner: { delete_pvc: false } } } }),
      singleuser: {
        extraEnv: { [storageVariable]: mount.at },
        storage: {
          type: "dynamic",
          capacity: size,
          homeMountPath: mount.at,
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
  return composeValues([volume, linkValues([mount])]);
}
