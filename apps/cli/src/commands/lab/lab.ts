import { existsSync } from 'node:fs';
import { appEntry } from '../../app-entry';
import type { Command } from '../command';
import { runScript } from './run-script';

/** Experiments are a program of their own: it carries the load, the backends and the reports. */
export const lab: Command = {
  name: 'lab',
  summary: 'experiments that measure what the libraries claim: lab list, lab run <name>',
  help: () => [
    'flotilla lab list: the experiments',
    'flotilla lab run <name> [options]: runs one, and prints what it measured beside what was expected',
    'flotilla lab run --all [options]: runs them all',
    '',
    'flotilla lab, with nothing else, lists the options.',
  ],
  run: (args) => {
    const script = appEntry('lab');
    if (!existsSync(script)) throw new Error('apps/lab is not built: run npm run build');
    return runScript(script, args);
  },
};
