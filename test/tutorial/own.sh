# Sets `own` to the options with which unshare gives a command a network and processes of its own. It stays empty where
# the kernel lets this user have none. Who is not root keeps the name that he has: PostgreSQL does not run as root.
own='--net --pid --fork --kill-child --mount-proc'
[ "$(id -u)" = 0 ] || own="--map-current-user --keep-caps $own"
# shellcheck disable=SC2086 # words are meant
unshare $own ip link set lo up 2>/dev/null || own=
