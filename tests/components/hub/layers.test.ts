import { builderValues } from "../../../components/builder/values";
import { linkCommand } from "../../../components/storage/links";
import { storageValues } from "../../../components/storage/values";
import { tokenValues } from "../../../components/tokens/values";

describe("tokens", () => {
  test("stand where the charts look for them", () => {
    expect(tokenValues({ binderApi: "aa", proxy: "bb", cookie: "cc", build: "dd" })).toStrictEqual({
      config: { BinderHub: { build_token_secret: "dd" } },
      jupyterhub: {
        hub: { cookieSecret: "cc", services: { binder: { apiToken: "aa" } } },
        proxy: { secretToken: "bb" },
      },
    });
  });
});

describe("builder", () => {
  test("builds with a repo2docker that is pinned", () =>
    expect(builderValues("dind", 3).config?.KubernetesBuildExecutor?.build_image).toMatch(
      /^quay\.io\/jupyterhub\/repo2docker:\d{4}\.\d+/,
    ));

  test.each(["dind", "pink", "host"] as const)("is %s where that is set", (builder) => {
    expect(builderValues(builder, 3)).toMatchObject({ imageBuilderType: builder, imageCleaner: { cordon: true } });
  });

  test.each([
    [1, false],
    [2, true],
    [3, true],
  ])("with %p nodes, cleaning up images closes a node: %p", (nodes, cordon) => {
    expect(builderValues("dind", nodes).imageCleaner).toStrictEqual({ cordon });
  });
});

describe("storage", () => {
  const volume = {
    size: "2Gi",
    accessMode: "ReadWriteOnce",
    mountPath: "/home/jovyan/persistent",
    whenUserIsDeleted: "delete",
  } as const;
  const storage = (dynamic: object) => ({
    jupyterhub: {
      singleuser: {
        extraEnv: { BINDERHUB_STORAGE: "/mnt/binderhub/storage" },
        lifecycleHooks: {
          postStart: { exec: { command: linkCommand([{ at: "/mnt/binderhub/storage", link: "persistent" }]) } },
        },
        storage: { type: "dynamic", capacity: "2Gi", homeMountPath: "/mnt/binderhub/storage", dynamic },
      },
    },
  });

  const own = { pvcNameTemplate: "claim-{username}", storageAccessModes: ["ReadWriteOnce"] };

  test("is a volume for each user, of the cluster's own storage class", () => {
    expect(storageValues(volume)).toStrictEqual(storage(own));
  });

  test("is not mounted in the home folder, where it would hide a folder of the repository", () => {
    const { homeMountPath = "" } = storageValues(volume).jupyterhub?.singleuser?.storage ?? {};
    expect(homeMountPath.startsWith("/home/")).toBe(false);
  });

  test("is of the storage class that is set", () => {
    expect(storageValues({ ...volume, storageClass: "managed-csi" })).toStrictEqual(
      storage({ ...own, storageClass: "managed-csi" }),
    );
  });

  test("is mounted where people see it, if that is not in the home folder: nothing of a repository is there", () => {
    const { singleuser } = storageValues({ ...volume, mountPath: "/data/mine" }).jupyterhub ?? {};
    expect(singleuser?.storage?.homeMountPath).toBe("/data/mine");
    expect(singleuser?.lifecycleHooks).toBeUndefined();
    expect(singleuser?.extraEnv).toEqual({ BINDERHUB_STORAGE: "/data/mine" });
  });

  test("stays with the user's name if that is asked for: KubeSpawner's `delete_pvc`", () => {
    const { hub } = storageValues({ ...volume, whenUserIsDeleted: "keep" }).jupyterhub ?? {};
    expect(hub).toEqual({ config: { KubeSpawner: { delete_pvc: false } } });
  });

  test("is the chart's own default where nothing is set: none that anybody comes back to", () => {
    expect(storageValues(undefined)).toStrictEqual({});
  });
});
