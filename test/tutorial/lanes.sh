#!/bin/sh
# Plays the chapters: `beside` those that may share a machine, in three lanes, each with a network of its own: a chapter waits most
# of the time. `lab` the one whose experiments want the machine for themselves. Both, one after the other, when it is not said.
# Where networks of their own are impossible, the lanes come one after the other, too.
cd "$(dirname "$0")/.." || exit
. tutorial/own.sh
lab='chapters/05'
first='chapters/0[13]'
second='chapters/0[27]'

logs=
place=
clean() {
  [ -z "$logs" ] || { cat "$logs"/tutorial-*; rm -r "$logs"; }
  [ -z "$place" ] || rm -rf "$place"
}
trap clean EXIT
trap 'exit 143' TERM INT

# What is committed was not built here, where something else stands in the folders: it is built once, then, and not in each chapter.
if [ -z "${TUTORIAL_CLONE:-}" ] && [ -n "$(git status --porcelain -- ../apps ../libs)" ]; then
  place=$(mktemp -d)
  export TUTORIAL_SEED="$place/seed"
  tsx tutorial/make-seed.ts "$TUTORIAL_SEED" || exit
fi

lane() { # lane NAME PATTERN
  COUNTS=$1 sh tutorial/alone.sh jest -c ../jest.config.js --rootDir . --runInBand --verbose --testPathPatterns "$2" 2>&1
}

beside() {
  logs=$(mktemp -d)
  part() { lane "$1" "$2" >"$logs/$1" || : >"$logs/failed"; }
  part tutorial-1 "test/tutorial/$first" &
  [ -n "$own" ] || wait
  part tutorial-2 "test/tutorial/$second" &
  [ -n "$own" ] || wait
  part tutorial-3 "test/tutorial/(?!$first|$second|$lab)" &
  wait
  [ ! -e "$logs/failed" ]
}

case ${1:-all} in
  beside) beside ;;
  lab) lane tutorial-lab "test/tutorial/$lab" ;;
  *)
    beside
    failed=$?
    lane tutorial-lab "test/tutorial/$lab" || failed=1
    exit "$failed"
    ;;
esac
