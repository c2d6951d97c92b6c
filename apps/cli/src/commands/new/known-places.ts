import type { ServiceName } from './service-name';

/** A file that lists services, and what a further one adds to its text. */
export interface KnownPlace {
  readonly path: string;
  add(text: string, name: ServiceName): string;
}

/** As Prettier has it here. */
const maxLineLength = 110;

/** A list of exports with a line for each. */
const broken = (mark: string): string => (mark === ' }' ? ',\n}' : mark.trimEnd() + '\n  ');

const contracts: KnownPlace = {
  path: 'libs/contracts/src/index.ts',
  add: (text, { lower, capital }) => {
    const names = [`Get${capital}Request`, `Get${capital}Response`, `${capital}ServiceDefinition`].sort();
    const line = `export { ${names.join(', ')} } from './gen/flotilla/${lower}/v1/${lower}';`;
    return `${text}${line.length <= maxLineLength ? line : line.replace(/\{ | \}|, /g, broken)}\n`;
  },
};

const list = /(export const furtherServices: readonly FurtherService\[\] = \[)(.*?)\];/s;

const gateway: KnownPlace = {
  path: 'apps/gateway/src/further-services.ts',
  add: (text, { lower }) => {
    if (!list.test(text))
      throw new Error(`${gateway.path} has no list furtherServices: add ${lower}Further to it by hand`);
    const listed = text.replace(list, (_all, start: string, names: string) => {
      const all = [
        ...names
          .split(',')
          .map((each) => each.trim())
          .filter(Boolean),
        `${lower}Further`,
      ];
      return `${start}${all.join(', ')}];`;
    });
    return `import { ${lower}Further } from './routes/${lower}';\n${listed}`;
  },
};

/** What knows services by name. `flotilla up` is not among it: it looks for them. */
export const knownPlaces: readonly KnownPlace[] = [contracts, gateway];
