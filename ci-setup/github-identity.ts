import * as managedidentity from "@pulumi/azure-native/managedidentity";
import * as pulumi from "@pulumi/pulumi";
import { audience, issuer } from "./subjects";

/** What {@link GitHubIdentity} needs. */
export interface GitHubIdentityArgs {
  /** Name of the identity. */
  readonly identityName: string;
  /** Resource group of the identity. It is deleted with the group. */
  readonly group: pulumi.Resource;
  readonly resourceGroupName: string;
  /** Azure region. */
  readonly location: string;
  /** Subjects of the tokens that it trusts, by name. A plain value, because it decides what exists. */
  readonly subjects: Readonly<Record<string, string>>;
}

/** An identity for the jobs of a repository. They log in with a token from GitHub. It has no password. */
export class GitHubIdentity extends pulumi.ComponentResource {
  /** Client id, with which a job logs in. It is no secret. */
  readonly clientId: pulumi.Output<string>;
  /** Principal id, to which roles are given. */
  readonly principalId: pulumi.Output<string>;

  constructor(name: string, args: GitHubIdentityArgs, opts?: pulumi.ComponentResourceOptions) {
    super("binderhub-ci-setup:azure:GitHubIdentity", name, {}, opts);
    const { identityName, group, resourceGroupName, location } = args;
    const identity = new managedidentity.UserAssignedIdentity(
      `${name}-identity`,
      { resourceName: identityName, resourceGroupName, location },
      { parent: this, dependsOn: group, deletedWith: group },
    );
    let last: pulumi.Resource = identity;
    for (const [credential, subject] of Object.entries(args.subjects)) {
      last = new managedidentity.FederatedIdentityCredential(
        `${name}-${credential}`,
        {
          federatedIdentityCredentialResourceName: `github-${credential}`,
          ...{ resourceName: identityName, resourceGroupName, issuer, subject, audiences: [audience] },
        },
        // One after the other: Azure refuses two at the same time, and then the provider would wait for 20 seconds.
        { parent: this, dependsOn: last, deletedWith: identity },
      );
    }
    this.clientId = identity.clientId;
    this.principalId = identity.principalId;
    this.registerOutputs({ clientId: this.clientId, principalId: this.principalId });
  }
}
