export type BackendDecision =
  { run: true; program: string } | { run: false; reason: string; required: boolean };

/**
 * Whether tests on a real program can run.
 *
 * @param backend the name in `REQUIRE_BACKENDS`, a comma-separated list of what must not be skipped.
 * @param variable the environment variable that holds the program's path.
 */
export function decideBackend(backend: string, variable: string, env: NodeJS.ProcessEnv): BackendDecision {
  const program = env[variable];
  if (program) return { run: true, program };
  const required = (env['REQUIRE_BACKENDS'] ?? '').split(',').some((name) => name.trim() === backend);
  return { run: false, reason: `${variable} is not set`, required };
}
