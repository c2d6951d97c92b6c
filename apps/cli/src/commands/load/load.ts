import { existsSync } from 'node:fs';
import { appScript } from '../../app-entry';
import { formatTable } from '../../output/table';
import type { Command } from '../command';
import { runScript } from '../lab/run-script';

const options = [
  ['--url URL', 'of the gateway (default http://127.0.0.1:8080)'],
  ['--rps N', "requests per second: the scenario's highest rate; its others change with it"],
  ['--duration TIME', 'of the whole scenario, as 30s, 5m or 1h'],
  ['--connections N', 'to the gateway at most (default as many as are needed)'],
  ['--mix MIX', 'what is asked for, as greetings=80,orders=20'],
  ['--get PATH', 'what is asked for instead of a mix: a path of yours, as /api/weather/Paris'],
  ['--seed N', 'of what is left to chance (default 1)'],
  ['--registry-url URL', 'where the processes are found that are measured (default as for flotilla status)'],
  ['--out DIR', 'where reports go (default .flotilla/load)'],
  ['--fail-above SHARE', 'exit with 1 when more of the requests failed, as 0.1%'],
  ['--target-is-mine', 'you may put load on the --url, which is not on this machine'],
];

/** Load is the lab's: it has the generator and the reports. */
export const load: Command = {
  name: 'load',
  summary: 'load on the gateway, and what it did to it: load list, load [scenario]',
  help: () => [
    'flotilla load list: the scenarios',
    'flotilla load [scenario] [options]: runs one, or a JSON file of your own; steady unless told',
    '',
    ...formatTable(options.map(([option, help]) => [`  ${option}`, help as string])),
  ],
  run: (args) => {
    const script = appScript('lab', 'load-test', 'main.js');
    if (!existsSync(script)) throw new Error('apps/lab is not built: run npm run build');
    return runScript(script, args);
  },
};
