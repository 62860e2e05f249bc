import { idOf } from "../../operate/ids";
import { components } from "../components/made";
import { record } from "../components/recorder";

/** What is in no cloud has no id there. The token's Secret has a name that Pulumi makes up: a lost one is made anew. A patch is applied again. */
const without = /^(pulumi|random):|^kubernetes:core\/v1:(Secret|ServicePatch)$/;

test.each(Object.entries(components))(
  "recover knows the ids of all that %s makes in a cloud",
  async (_name, { make }) => {
    const { resources } = await record(() => make({}));
    const made = resources.filter(({ custom, name, type }) => custom && name.startsWith("x-") && !without.test(type));
    expect(made.filter(({ type, inputs }) => idOf(type, inputs, "s") === undefined).map(({ type }) => type)).toEqual(
      [],
    );
  },
);
