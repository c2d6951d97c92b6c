import { chmodSync, mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../testing/temporary-folder';
import { assertReachable, processUserFor } from './process-user';

const folder = temporaryFolder();
const { uid, gid } = statSync(folder);
const nobody = { uid: 65_534, gid: 65_534 };

it("is the process's own user unless that is root", () => {
  expect(processUserFor(folder, 1_000)).toBeUndefined();
});

it('is, for root, the owner of the folder; nobody if that is root', () => {
  expect(processUserFor(folder, 0)).toEqual(uid === 0 ? nobody : { uid, gid });
  expect(processUserFor('/', 0)).toEqual(nobody);
  expect(processUserFor(join(folder, 'to be made'), 0)).toEqual(nobody);
});

it.each([
  [0o755, nobody, true],
  [0o711, nobody, true],
  [0o700, nobody, false],
  [0o700, { uid, gid: 1 }, true],
  [0o677, { uid, gid: 1 }, false],
  [0o710, { uid: 1, gid }, true],
  [0o707, { uid: 1, gid }, false],
])('with mode %o, %j gets there: %s', (mode, user, mayEnter) => {
  const closed = join(folder, 'closed');
  mkdirSync(closed, { recursive: true });
  chmodSync(folder, 0o755);
  chmodSync(closed, mode);
  const enter = expect(() => assertReachable(join(closed, 'data'), user));
  if (mayEnter) enter.not.toThrow();
  else
    enter.toThrow(`user ${user.uid} may not enter ${closed}: run this as another user, or set DATABASE_URL`);
  expect(() => assertReachable(join(closed, 'data'), undefined)).not.toThrow();
  const deeper = expect(() => assertReachable(join(closed, 'to be made', 'data'), user));
  if (mayEnter) deeper.not.toThrow();
  else deeper.toThrow(`may not enter ${closed}`);
});
