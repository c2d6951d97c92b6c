#!/bin/sh
# Runs a command with a network and processes of its own, where the kernel lets this user: the ports in the text are free
# there, and nothing that a chapter started outlives it. Elsewhere the command runs as it is, and needs these ports.
. "$(dirname "$0")/own.sh"
if [ -n "$own" ]; then
  # shellcheck disable=SC2086 # words are meant
  exec unshare $own sh -c 'ip link set lo up; "$@"; exit $?' sh "$@"
fi
echo 'no network of its own here: the chapters need the ports that they name' >&2
exec "$@"
