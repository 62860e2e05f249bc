import { CloudError, type ProviderModel, type ResourceModel, textOf } from "pulumi-sandbox";

const queue: ResourceModel = {
  // A change of the name makes a new queue.
  replaceOn: ["name"],
  id: (inputs) => `queues/${textOf(inputs, "name")}`,
  create(inputs, { clouds }, id) {
    if (clouds.get(id) !== undefined) throw new CloudError(`there is a queue ${textOf(inputs, "name")} already`);
    return { url: `https://queues.example/${textOf(inputs, "name")}` };
  },
};

export const provider: ProviderModel = { name: "example", resources: { "example:index:Queue": queue } };
