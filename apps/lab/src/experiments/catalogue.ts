import type { Experiment } from '../experiment/experiment';
import { balanceEven } from './balance-even';
import { blackHole } from './black-hole';
import { canary } from './canary';
import { fastFailure } from './fast-failure';
import { frozenInstance } from './frozen-instance';
import { killInstance } from './kill-instance';
import { scaleOut } from './scale-out';
import { slowInstance } from './slow-instance';
import { stickyRing } from './sticky-ring';
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
];
