import { runCli } from '../cli';
import { painter } from '../output/paint';

/** Runs `flotilla <args>` in this process. The exit code stays set: reset it after each test. */
export async function run(...args: string[]) {
  const [out, errors]: [string[], string[]] = [[], []];
  await runCli(args, {
    paint: painter(false),
    print: (line) => out.push(line),
    complain: (line) => errors.push(line),
  });
  return { out: out.join('\n'), errors, code: process.exitCode };
}
