import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../testing/temporary-folder';
import { dataVersion } from './data-version';

const data = join(temporaryFolder(), 'data');

it('has none where there are no data', () => {
  expect(dataVersion(data)).toBeUndefined();
  mkdirSync(data);
  expect(dataVersion(data)).toBeUndefined();
});

it.each(['banana', '', '9.6'])('refuses the version %j, and files of other kinds', (text) => {
  writeFileSync(join(data, 'notes.txt'), 'mine');
  const refusal = `${data} holds no PostgreSQL data: move it away, or delete it to start over`;
  expect(() => dataVersion(data)).toThrow(refusal);
  writeFileSync(join(data, 'PG_VERSION'), text);
  expect(() => dataVersion(data)).toThrow(refusal);
});

it('reads the version', () => {
  writeFileSync(join(data, 'PG_VERSION'), '18\n');
  expect(dataVersion(data)).toBe(18);
});
