/** Classes of the spawner that the hub has, or may have, with what concepts put before it. */
export const spawners = [
  ...["Spawner", "KubeSpawner", "BinderSpawner"],
  ...["SizedSpawner", "SharedFoldersSpawner", "PrivateImageSpawner", "HoursSpawner", "EventSpawner"],
];
