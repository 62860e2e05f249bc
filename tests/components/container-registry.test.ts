import * as pulumi from "@pulumi/pulumi";
import { ContainerRegistry } from "../../components/container-registry";
import { record, settled } from "./recorder";

const jdoe = { type: "dockerHub", username: "jdoe", prefix: "binder-dev" } as const;
const recorded = (registry: { readonly organization?: string } = {}, password: pulumi.Input<string> = "pw") =>
  record(() => new ContainerRegistry("registry", { registry: { ...jdoe, ...registry }, password }));

describe("Docker Hub", () => {
  test("is there already: nothing is made for it", async () => {
    const { resources } = await recorded();
    expect(resources.map(({ name }) => name)).toEqual(["binderhub-dev", "registry"]);
  });

  test("takes images under a personal Docker ID, then the prefix, then one hyphen", async () => {
    const { result } = await recorded();
    expect((await settled(result.imagePrefix)).value).toBe("jdoe/binder-dev-");
  });

  test("takes images under an organisation, pushed by a person", async () => {
    const { result } = await recorded({ organization: "mygroup" });
    expect((await settled(result.imagePrefix)).value).toBe("mygroup/binder-dev-");
    expect((await settled(result.username)).value).toBe("jdoe");
  });

  test.each([
    ["plain", "pw"],
    ["an output", pulumi.output("pw")],
    ["secret", pulumi.secret("pw")],
  ])("keeps a password that is %s secret", async (_name, password) => {
    const { result } = await recorded({}, password);
    expect(await settled(result.password)).toEqual({ value: "pw", secret: true });
  });

  test("does not hide what is no secret", async () => {
    const { result } = await recorded({}, pulumi.secret("pw"));
    expect((await settled(result.username)).secret).toBe(false);
    expect((await settled(result.imagePrefix)).secret).toBe(false);
  });
});
