import { type Settings } from "../../settings/settings";

/** The home folder in images of repo2docker. Unless a build says otherwise, the repository's files are in it. */
export const homeFolder = "/home/jovyan";

/** Where the volumes are that people see in their home folder. No image of repo2docker has anything there. */
export const mountFolder = "/mnt/binderhub";

/** A volume as a person sees it. */
export interface Mount {
  /** Where the volume is mounted. */
  readonly at: string;
  /** The link in the home folder that leads there, from the home folder. @default none: it is mounted where it is seen */
  readonly link?: string;
}

/**
 * Where a volume is mounted. A mount hides what the image has at its place. In the home folder this may be the repository's, so there is only a link.
 *
 * @param seen where people see it: the setting `mountPath`
 * @param place where it is mounted if it is seen in the home folder, below {@link mountFolder}
 */
export function mountOf(seen: string, place: string): Mount {
  return seen.startsWith(`${homeFolder}/`)
    ? { at: `${mountFolder}/${place}`, link: seen.slice(homeFolder.length + 1) }
    : { at: seen };
}

/** The volume of a person. */
export const storageMount = ({ mountPath }: NonNullable<Settings["storage"]>): Mount => mountOf(mountPath, "storage");
