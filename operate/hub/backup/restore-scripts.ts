import { databaseCopy } from "./run";

// What pods with restic run, in the shell of the image. Their first word is the folder of the claim, the second one the copy.

/** restic's errors go where everything goes: of two streams, nobody knows which line was the last one. */
const begin = ["set -e", "exec 2>&1", 'cd "$1"'];

/** Brings files back. Where there are some, into a new folder of the name that is the third word. It prints the folder at last, and `.` where the files are at their places. */
export const filesScript = [
  ...begin,
  "to=.",
  'if [ -n "$(ls -A . | grep -vxF lost+found)" ]; then',
  "  to=$3; number=2",
  // Brought back before, and changed since.
  '  while [ -e "$to" ]; do to=$3-$number; number=$((number + 1)); done',
  "fi",
  'restic restore "$2:$1" --target "$1/$to"',
  'echo "$to"',
].join("\n");

/** Puts the database in place, once it is there whole, and keeps the one that was there. */
export const databaseScript = [
  ...begin,
  `rm -f ${databaseCopy}`,
  `restic restore "$2:$1" --target "$1" --include /${databaseCopy}`,
  `[ -f ${databaseCopy} ] || { echo "the copy has no database"; exit 1; }`,
  // What belongs to one that was kept before is no part of this one.
  "[ ! -e jupyterhub.sqlite ] || rm -f jupyterhub.sqlite-*.before-restore",
  "for name in jupyterhub.sqlite jupyterhub.sqlite-journal jupyterhub.sqlite-wal jupyterhub.sqlite-shm; do",
  '  [ ! -e "$name" ] || mv "$name" "$name.before-restore"',
  "done",
  `mv ${databaseCopy} jupyterhub.sqlite`,
].join("\n");
