import { versions } from "../../../settings/versions";
import { builderValues } from "../../../components/builder/values";
import { composeValues } from "../../../components/chart/compose";
import { exposureValues } from "../../../components/address/values";
import { registryValues } from "../../../components/registry/values";
import { registryNames } from "../../../components/registry/names";
import { tokenValues } from "../../../components/tokens/values";
import { azurePlace, goodStack, settingsOf } from "../../stack/stack";

const token = (digit: string) => digit.repeat(64);
const annotation = (name: string) => ({ "service.beta.kubernetes.io/azure-pip-name": name });
const settings = settingsOf(goodStack);
const names = registryNames(settings.registry, settings.namespace);

test("the dev stack's layers make exactly these values, with plain text where a stack has outputs", () => {
  const devValues = composeValues([
    builderValues(settings.builder, azurePlace(settings).nodeCount),
    tokenValues({ binderApi: token("a"), proxy: token("b"), cookie: token("c"), build: token("d") }),
    registryValues(names && { ...names, password: "pw" }, settings.registry.prefix),
    exposureValues(settings.exposure, {
      hubUrl: "http://20.1.2.3",
      annotations: { hub: annotation("binderhub-proxy-public"), binder: annotation("binderhub-binder") },
      hosts: {},
    }),
  ]);
  expect(devValues).toStrictEqual({
    config: {
      BinderHub: {
        hub_url: "http://20.1.2.3",
        hub_url_local: "http://proxy-public",
        use_registry: true,
        image_prefix: "jdoe/binder-dev-",
        build_token_secret: token("d"),
      },
      KubernetesBuildExecutor: { build_image: versions.repo2docker.is },
    },
    imageBuilderType: "dind",
    imageCleaner: { cordon: true },
    registry: { username: "jdoe", password: "pw" },
    service: { type: "LoadBalancer", annotations: annotation("binderhub-binder") },
    jupyterhub: {
      hub: { cookieSecret: token("c"), services: { binder: { apiToken: token("a") } } },
      proxy: {
        secretToken: token("b"),
        service: { type: "LoadBalancer", annotations: annotation("binderhub-proxy-public") },
      },
    },
  });
});
