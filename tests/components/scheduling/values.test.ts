import { schedulingValues } from "../../../components/scheduling/values";

const placeholders = {
  podPriority: { enabled: true },
  userPlaceholder: { enabled: true, replicas: 5 },
};

describe("what is kept ready", () => {
  test("is room, by pods that give way", () => {
    expect(schedulingValues({ placeholders: 5, prePull: [] })).toStrictEqual({
      jupyterhub: { scheduling: placeholders },
    });
  });

  test("is every image, whose tag begins at the last colon", () => {
    const prePull = ["quay.io/jupyter/base-notebook:2025-12-31", "localhost:5000/a/b:v1"];
    expect(schedulingValues({ placeholders: 0, prePull })).toStrictEqual({
      jupyterhub: {
        prePuller: {
          continuous: { enabled: true },
          extraImages: {
            "image-1": { name: "quay.io/jupyter/base-notebook", tag: "2025-12-31" },
            "image-2": { name: "localhost:5000/a/b", tag: "v1" },
          },
        },
      },
    });
  });
});
