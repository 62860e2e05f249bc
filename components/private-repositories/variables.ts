/** The environment variables from which the gate reads its secrets. */
export const variables = {
  /** The shared credential. */
  key: "PRIVATE_REPOSITORIES_KEY",
  /** Makes names of images that nobody can guess, and signs their starts. The hub reads it too. */
  names: "PRIVATE_REPOSITORIES_NAME_KEY",
} as const;
