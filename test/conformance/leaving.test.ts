import { join } from 'node:path';
import { halfOpen, Program, until } from '@flotilla/testing';
import type { Fault } from '@flotilla/testing';
import { knownMs, proving } from './durations';
import type { Leaving } from './leaver';
import type { Case } from './stand';
import { describeTogether } from './together';

jest.setTimeout(60_000);

/** Two seconds for the registry to take leave, and the process's own end. */
const goneMs = proving ? 2_500 : 10_000;

const leaver = ['--require', 'tsx/cjs', '--conditions', '@flotilla/source', join(__dirname, 'leaver.ts')];

const leaves =
  (fault?: Fault): Case =>
  async ({ backend, proxy, service }) => {
    const lines: string[] = [];
    const through = Object.entries(backend.env).map(([key, value]) => [
      key,
      value.replace(backend.address, proxy.address),
    ]);
    const env = Object.fromEntries(through) as Record<string, string>;
    const program = new Program(process.execPath, [...leaver, service], {
      env,
      onLine: (line) => lines.push(line),
    });
    try {
      await until('it uses the registry', 20_000, () => lines.includes('in use') || !program.running);
      if (!program.running) throw new Error(program.output);
      if (fault) proxy.suffer(fault);
      const startedMs = performance.now();
      program.kill('SIGTERM');
      await program.exited;
      expect(performance.now() - startedMs).toBeLessThan(goneMs);
      await until('its last word', knownMs, () => lines.length === 2);
      expect(JSON.parse(lines[1] ?? '') as Leaving).toEqual({ warnings: [], left: [] });
    } finally {
      await program.stop();
    }
  };

describeTogether('a process that closes a registry', [
  { title: 'ends by itself, nothing is left', run: leaves() },
  { title: 'ends by itself within 2.5 s when it is frozen, nothing is left', run: leaves(halfOpen) },
]);
