import * as azure from "@pulumi/azure-native";

const group = new azure.resources.ResourceGroup("group");

const cluster = new azure.containerservice.ManagedCluster("cluster", {
  resourceGroupName: group.name,
  dnsPrefix: "plain",
  identity: { type: "SystemAssigned" },
  agentPoolProfiles: [{ name: "system", mode: "System", count: 3, vmSize: "Standard_D2s_v5" }],
});

const users = new azure.containerservice.AgentPool("users", {
  resourceGroupName: group.name,
  resourceName: cluster.name,
  mode: "User",
  count: 2,
  vmSize: "Standard_D4s_v5",
});

const registry = new azure.containerregistry.Registry("registry", {
  resourceGroupName: group.name,
  sku: { name: "Basic" },
});

const address = new azure.network.PublicIPAddress("address", {
  resourceGroupName: group.name,
  publicIPAllocationMethod: "Static",
  sku: { name: "Standard" },
});

export const clusterName = cluster.name;
export const pool = users.name;
export const loginServer = registry.loginServer;
export const ip = address.ipAddress;
