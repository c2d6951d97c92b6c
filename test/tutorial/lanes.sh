#!/bin/sh
# Plays the chapters in two lanes beside each other, each with a network of its own: a chapter waits most of the time.
# Where networks of their own are impossible, the lanes come one after the other.
cd "$(dirname "$0")/.." || exit
odd='chapters/0[1357]'
log=$(mktemp)
trap 'rm -f "$log"' EXIT

lane() { # lane NAME PATTERN
  COUNTS=$1 sh tutorial/alone.sh jest -c ../jest.config.js --rootDir . --runInBand --verbose --testPathPatterns "$2" 2>&1
}

lane tutorial-even "test/tutorial/(?!$odd)" >"$log" &
even=$!
unshare --net --pid --fork true 2>/dev/null || wait
lane tutorial-odd "test/tutorial/$odd"
failed=$?
wait "$even" || failed=1
cat "$log"
exit "$failed"
