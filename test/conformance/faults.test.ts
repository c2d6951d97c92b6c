import {
  answering,
  breakingOff,
  endingWatches,
  halfOpen,
  indexGoingBackwards,
  neverBlocking,
  noHttp,
} from '@flotilla/testing';
import type { Fault, RegistryName } from '@flotilla/testing';
import { staysCalm } from './cases/calm';
import { outlives } from './cases/outlives';
import { asksNoMore, isPatient } from './cases/patient';
import { proving } from './durations';
import { describeTogether } from './together';
import type { CaseOn } from './together';

// A rejection that nobody handles fails the test during which it happens: jest sees to that.
jest.setTimeout(proving ? 180_000 : 60_000);

const consulLike: readonly RegistryName[] = ['embedded', 'consul'];
const etcd: readonly RegistryName[] = ['etcd'];
const created = { created: true };
const cancelled = { canceled: true, cancel_reason: 'no more' };

const breaking: Readonly<Record<string, Fault>> = {
  'answers nothing on connections that it accepts': halfOpen,
  'answers 500': answering(500, 'text/plain', 'rpc error: no leader'),
  'answers 404 with a page': answering(404, 'text/html', '<html>no such page</html>'),
  'answers 200 with a page': answering(200, 'text/html', '<html>welcome</html>'),
  'answers 200 with other JSON': answering(200, 'application/json', '{}'),
  'answers 200 with half of its JSON': answering(200, 'application/json', '[{"Node":'),
  'breaks off': breakingOff,
  'speaks no HTTP': noHttp,
};

const flooding: readonly [string, readonly RegistryName[], Fault][] = [
  ['never blocks', consulLike, neverBlocking],
  ['answers with an index that went back', consulLike, indexGoingBackwards],
  ['ends watches at once', etcd, endingWatches(created)],
  ['cancels watches at once', etcd, endingWatches(created, cancelled)],
];

const cases: readonly CaseOn[] = [
  ...Object.entries(breaking).map(([what, fault]) => ({
    title: `${what}: what was known stays, stale; then all is right again`,
    run: outlives(fault),
  })),
  { title: 'answers after 500 ms: all works, nothing is stale', run: isPatient },
  { title: 'answers after 500 ms: nothing is asked twice', run: asksNoMore },
  ...flooding.map(([what, on, fault]) => ({
    title: `${what}: is asked 12 times a second at most`,
    on,
    run: staysCalm(fault),
  })),
];

describeTogether('a registry that', cases);
