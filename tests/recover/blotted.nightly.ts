/** @jest-environment ./tests/engine/environment.ts */
import * as fc from "fast-check";
import { recover } from "../../operate/recovery";
import { rehearsed } from "../../operate/rehearsed";
import { isEmpty } from "../engine/events";
import { onStage } from "../engine/stage";

const names = ["binderhub", "testhub", "hubcluster", "dockeruser", "westeurope"];
const settings = { namespace: "binderhub", "azure.resourceGroup": "testhub", "azure.clusterName": "hubcluster" };
const made = ["cluster-group", "cluster-aks", "proxy-public-ip", "binderhub-namespace", "binderhub-release"];

/** A part of a name: in all that the engine shows, it is blotted out wherever it stands. */
const partOfName = fc
  .tuple(fc.constantFrom(...names), fc.nat(), fc.nat())
  .map(([name, from, length]) => name.slice(from % name.length).slice(0, 1 + (length % name.length)));

/** A thing that was made while nobody heard of it, by a stack with that password; whether recovering finds it. */
const found = (registryPassword: string, resource: string) =>
  onStage(
    {
      set: { ...settings, "registry.username": "dockeruser" },
      secrets: { registryPassword },
      faults: [{ resource, operation: "create", mode: "lose-answer" }],
    },
    async (rehearsal) => {
      await rehearsal.run("up");
      const said: string[] = [];
      await recover(rehearsed(rehearsal), { say: (line) => void said.push(line), ask: () => Promise.resolve(true) });
      const up = await rehearsal.run("up");
      return {
        found: said.join(" ").includes(`done: ${resource}`) || said.join("\n"),
        up: up.succeeded || up.output,
        then: isEmpty(await rehearsal.run("preview")),
      };
    },
  );

test("what was made while nobody heard of it is found although a secret's text is part of its name", async () => {
  await fc.assert(
    fc.asyncProperty(partOfName, fc.constantFrom(...made), async (secret, resource) => {
      expect(await found(secret, resource)).toEqual({ found: true, up: true, then: true });
    }),
    {
      numRuns: 5,
      examples: [
        ["binder", "binderhub-release"],
        ["hub", "cluster-aks"],
        ["testhub", "cluster-group"],
        ["b", "binderhub-namespace"],
      ],
    },
  );
}, 900_000);
