/**
 * What marks a private repository: the name of its images and builds, and the address that stands for its own.
 * @see components/private-repositories/python/binder/gate.py `hidden`, and providers.py `OPAQUE`
 */
const privateName = /private[0-9a-f]{36}|https:\/\/private\.invalid\//i;

/** Whether an image, a build or an address is that of a private repository. */
export function isPrivate(name: string): boolean {
  return privateName.test(name);
}

/** A name as one can compare it: small letters and digits alone. */
export function plainName(name: string): string {
  return unquoted(name)
    .toLowerCase()
    .replace(/[^a-z0-9]/g, "");
}

/** What of a repository's address stands in links and in names of images and builds: its path. A part of an address is taken as it is. */
export function nameOfRepository(address: string): string {
  const whole = unquoted(address);
  const path = /^[a-z]+:\/\/[^/]+\/(.+)$/i.exec(whole)?.[1] ?? whole;
  return plainName(path.replace(/\/+$/, "").replace(/\.git$/i, ""));
}

/** Whether a build is of a repository, by its name. BinderHub cuts long names off. */
export function isBuildOf(build: string, repository: string): boolean {
  const slug = /^build-(.+)-[0-9a-f]{6}-[^-]+-[^-]+$/.exec(build)?.[1];
  if (slug === undefined || repository === "") return false;
  const name = unescaped(slug);
  return name.includes(repository) || endsWithStartOf(name, repository);
}

/** Whether an image is of a repository, by its name. */
export function isImageOf(image: string, repository: string): boolean {
  const slug = /^(.+)-[0-9a-f]{6}(?::[^/]*)?$/.exec(image)?.[1] ?? image;
  const steps = slug.split("-");
  // Where the hub's own prefix ends is not known here.
  return repository !== "" && steps.some((_, index) => unescaped(steps.slice(index).join("-")).includes(repository));
}

/** Whether a link is to a repository. */
export function isLinkTo(link: string, repository: string): boolean {
  return repository !== "" && plainName(link).includes(repository);
}

/**
 * In names of images and builds, BinderHub writes whatever is neither a letter nor a digit as `-` and two digits.
 * @see https://github.com/jupyterhub/binderhub/blob/b9fad995/binderhub/builder.py `_safe_build_slug`
 */
function unescaped(slug: string): string {
  return plainName(slug.replace(/-[0-9a-f]?$/, "").replace(/-[0-9a-f]{2}/g, " "));
}

/** At least four letters: a shorter piece is the start of too many names. */
function endsWithStartOf(name: string, repository: string): boolean {
  for (let length = Math.min(name.length, repository.length); length >= 4; length--) {
    if (name.endsWith(repository.slice(0, length))) return true;
  }
  return false;
}

/** What is written in an address as `%` and two digits, as it is meant. */
function unquoted(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
