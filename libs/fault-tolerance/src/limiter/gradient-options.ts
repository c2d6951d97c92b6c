import { checkOption } from '../option';
import { checkLimit } from './limit';

export interface GradientLimitOptions {
  /** It never falls below. Default 1 (failsafe-go). */
  readonly minLimit?: number;
  /** It never grows above. Default 200 (failsafe-go). */
  readonly maxLimit?: number;
  /** Where it starts. Default 20 (failsafe-go), or the nearest that `minLimit` and `maxLimit` allow. */
  readonly initialLimit?: number;
}

/**
 * The options with their defaults.
 *
 * @throws RangeError that names the option and the value
 */
export function resolveGradient(options: GradientLimitOptions): Required<GradientLimitOptions> {
  const { minLimit = 1, maxLimit = 200 } = options;
  const { initialLimit = Math.min(Math.max(20, minLimit), maxLimit) } = options;
  checkLimit('minLimit', minLimit);
  checkOption(
    'maxLimit',
    maxLimit,
    Number.isInteger(maxLimit) && maxLimit >= minLimit,
    `an integer of at least minLimit (${minLimit})`,
  );
  checkOption(
    'initialLimit',
    initialLimit,
    Number.isInteger(initialLimit) && initialLimit >= minLimit && initialLimit <= maxLimit,
    `an integer from minLimit (${minLimit}) to maxLimit (${maxLimit})`,
  );
  return { minLimit, maxLimit, initialLimit };
}
