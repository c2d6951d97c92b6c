/** Calls back at the first request to stop; a second signal exits at once. */
export function onStopRequest(stop: (reason: string) => void): void {
  let asked = false;
  const ask = (reason: string): void => {
    if (asked) process.exit(1);
    asked = true;
    stop(reason);
  };
  process.on('SIGTERM', () => ask('SIGTERM'));
  process.on('SIGINT', () => ask('SIGINT'));
  // A forked process hears of its parent's end this way, even when the parent was killed.
  const onOrphaned = (): void => {
    if (!asked) ask('the parent process ended');
  };
  if (process.connected === false) onOrphaned();
  else process.once('disconnect', onOrphaned);
}
