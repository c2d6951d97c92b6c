import { inspect } from 'node:util';

export type Colour = 'cyan' | 'magenta' | 'green' | 'blue' | 'yellow' | 'red' | 'gray' | 'bold';

/** Text in a colour, or as it is where colours are not wanted. */
export type Paint = (colour: Colour, text: string) => string;

export function painter(enabled: boolean): Paint {
  return (colour, text) => {
    const [on, off] = inspect.colors[colour] ?? [0, 0];
    return enabled ? `\u001b[${on}m${text}\u001b[${off}m` : text;
  };
}
