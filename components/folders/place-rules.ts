import { pathKey, type Problem, setCommand } from "../../settings/problems";
import { rule } from "../../settings/question";
import { type Asked } from "../../settings/settings";
import { at } from "../../settings/untyped";
import { homeFolder } from "../storage/mounts";
import { seenAt } from "./volumes";

type Settings = Pick<Asked, "folders" | "storage">;

/** A place in a server where something is seen, and the setting that says so. */
interface Place {
  readonly key: string;
  readonly path: string;
  readonly what: string;
}

/** Rules for where volumes are seen: each has a place of its own, and none hides a repository. */
export const placeRules = [
  rule(["folders", "storage"], placesDiffer),
  rule(["folders", "storage", "builds"], repositoryIsSeen),
  rule(["folders", "storage", "extraValues"], othersStay),
];

/** The volume of a person, and the folders by name. */
function places({ folders, storage }: Settings): Place[] {
  const own =
    storage === undefined
      ? []
      : [{ key: "binderhub:storage.mountPath", path: storage.mountPath, what: "the volume of storage" }];
  return [
    ...own,
    ...Object.entries(folders).map(([name, folder]) => ({
      key: pathKey(["folders", name, "mountPath"]),
      path: seenAt(name, folder),
      what: `the folder ${name}`,
    })),
  ];
}

function placesDiffer(settings: Settings): Problem[] {
  const all = places(settings);
  return all.flatMap(({ key, path }, index) => {
    const other = all.slice(0, index).find((one) => within(path, one.path) || within(one.path, path));
    if (other === undefined) return [];
    const where = path === other.path ? "is where" : within(path, other.path) ? "is inside of where" : "is above where";
    return [{ key, value: path, rule: `${where} ${other.what} is: each needs a place of its own`, mend: free(key) }];
  });
}

/**
 * In the home folder there are only links. Elsewhere volumes are mounted, and would hide a repository that builds put there.
 * @see https://github.com/jupyterhub/repo2docker/blob/main/repo2docker/buildpacks/base.py `REPO_DIR`
 */
function repositoryIsSeen({ builds, ...settings }: Settings & Pick<Asked, "builds">): Problem[] {
  const repository = builds.buildArguments?.REPO_DIR;
  if (repository?.startsWith("/") !== true) return [];
  return places(settings)
    .filter(({ path }) => !path.startsWith(`${homeFolder}/`) && (within(path, repository) || within(repository, path)))
    .map(({ key, path }) => {
      const text = `would hide the repository: builds.buildArguments puts it into ${repository}`;
      return { key, value: path, rule: text, mend: free(key) };
    });
}

/** Kubernetes refuses a server with two volumes at one place. */
function othersStay({ extraValues, ...settings }: Settings & Pick<Asked, "extraValues">): Problem[] {
  const path = ["jupyterhub", "singleuser", "storage", "extraVolumeMounts"];
  const mounts = at(extraValues, ...path);
  const taken = (Array.isArray(mounts) ? mounts : []).map((mount) => at(mount, "mountPath"));
  return places(settings)
    .filter((place) => taken.includes(place.path))
    .map(({ key, path: value }) => {
      const text = `is where extraValues mount a volume of their own (${path.join(".")})`;
      return { key, value, rule: text, mend: free(key) };
    });
}

/** Whether a path is another one, or below it. */
const within = (path: string, other: string) => `${path}/`.startsWith(`${other}/`);

/** A place that nothing else has, made from the setting's own name. */
function free(key: string): string {
  const name = /^binderhub:folders\.(.+)\.mountPath$/.exec(key)?.[1] ?? "persistent";
  return setCommand(key, `${homeFolder}/shared-${name}`);
}
