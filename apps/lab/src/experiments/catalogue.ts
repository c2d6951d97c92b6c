import type { Experiment } from '../experiment/experiment';
import { balanceEven } from './balance-even';
import { blackHole } from './black-hole';
import { fastFailure } from './fast-failure';
import { frozenInstance } from './frozen-instance';
import { killInstance } from './kill-instance';
import { slowInstance } from './slow-instance';

/** Every experiment, in the order in which `run --all` runs them. */
export const catalogue: readonly Experiment[] = [
  balanceEven,
  slowInstance,
  fastFailure,
  frozenInstance,
  killInstance,
  blackHole,
];
