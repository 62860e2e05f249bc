import * as resources from "@pulumi/azure-native/resources";
import * as storage from "@pulumi/azure-native/storage";
import { Rehearsal, type RehearsalOptions } from "pulumi-sandbox";
import { azure } from "pulumi-sandbox/azure";

async function program() {
  const group = new resources.ResourceGroup("course", { resourceGroupName: "course", location: "westeurope" });
  const common = { resourceGroupName: group.name, location: group.location, kind: "StorageV2" };
  const files = new storage.StorageAccount("files", { ...common, accountName: "files", sku: { name: "Standard_LRS" } });
  return Promise.resolve({ url: files.primaryEndpoints.blob });
}

/** Makes the program's resources, runs it again, and removes them. */
export async function rehearse(folder: string, more: Partial<RehearsalOptions> = {}) {
  const rehearsal = await Rehearsal.open({ program, models: [azure], folder, ...more });
  const up = await rehearsal.run("up");
  const outputs = await rehearsal.outputs();
  const again = await rehearsal.run("up");
  const destroy = await rehearsal.run("destroy");
  const left = rehearsal.clouds.all();
  rehearsal.close();
  return { up, outputs, again, destroy, left };
}
