import { type RawConfig } from "./raw";

/** A secret of this length is assumed not to be part of an ordinary word. */
const longEnough = 8;

/**
 * Warnings about secrets that Pulumi cannot hide well. In everything that it prints, also in commands, it replaces the text of a secret by
 * `[secret]`. It does not do so if the text is shorter than three characters, or is `true` or `false`.
 *
 * No warning says where else the text occurs: a reader could guess the secret from that.
 *
 * @param names other texts that are printed: the names of the project and the stack
 * @see https://github.com/pulumi/pulumi/blob/v3.250.0/sdk/go/common/util/logging/log.go CreateFilter
 */
export function blottingWarnings({ values, secretKeys }: RawConfig, names: readonly string[]): string[] {
  const plain = Object.entries(values).flatMap(([key, value]) => (secretKeys.includes(key) ? [key] : [key, value]));
  const printed = [...names, ...plain];
  return secretKeys.flatMap((key) => {
    const secret = values[key] ?? "";
    if (secret === "") return [];
    if (secret.length < 3 || /^(true|false)$/i.test(secret)) {
      return [`${key}: Pulumi does not hide so short a secret, nor true or false. Choose a longer one.`];
    }
    if (printed.some((text) => text.includes(secret))) {
      return [
        `${key}: its text is part of a name or of another setting. Pulumi hides it there too. So you cannot type commands as they are printed, and people who know the name can guess the secret. Choose another one.`,
      ];
    }
    return secret.length < longEnough
      ? [
          `${key}: is so short that it may be part of a word. Pulumi then hides it there too, also in commands. Choose one of ${longEnough} characters or more.`,
        ]
      : [];
  });
}
