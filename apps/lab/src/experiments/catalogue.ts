import type { Experiment } from '../experiment/experiment';
import { balanceEven } from './balance-even';
import { blackHole } from './black-hole';
import { breaker } from './breaker';
import { canary } from './canary';
import { deadlineChain } from './deadline-chain';
import { fastFailure } from './fast-failure';
import { frozenInstance } from './frozen-instance';
import { killInstance } from './kill-instance';
import { nonIdempotent } from './non-idempotent';
import { noisyNeighbour } from './noisy-neighbour';
import { overload } from './overload';
import { partialFailure } from './partial-failure';
import { retryStorm } from './retry-storm';
import { scaleOut } from './scale-out';
import { slowInstance } from './slow-instance';
import { stickyRing } from './sticky-ring';
import { tailLatency } from './tail-latency';
import { zoneFailover } from './zone-failover';

/** Every experiment, in the order in which `run --all` runs them. */
export const catalogue: readonly Experiment[] = [
  balanceEven,
  slowInstance,
  fastFailure,
  frozenInstance,
  killInstance,
  blackHole,
  scaleOut,
  canary,
  zoneFailover,
  stickyRing,
  retryStorm,
  partialFailure,
  tailLatency,
  breaker,
  deadlineChain,
  nonIdempotent,
  overload,
  noisyNeighbour,
];
