import type { Command } from '../command';
import { clear } from './clear';
import { inject } from './inject';

/** `flotilla fault <service>` and `flotilla fault clear`; a service of that name comes after an option. */
export const fault: Command = {
  name: 'fault',
  summary: 'makes calls of a service late, fail, or lose their answers, on purpose; fault clear undoes it',
  help: ([word]) =>
    word === 'clear'
      ? clear.help([])
      : [...inject.help([]), '', `flotilla ${clear.name} [service]: ${clear.summary}`],
  run: async (args, terminal) => {
    const [word, ...others] = args;
    if (word === 'clear') return clear.run(others, terminal);
    return inject.run(args, terminal);
  },
};
