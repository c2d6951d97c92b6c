import { MappingType } from '@grafana/grafana-foundation-sdk/dashboard';
import type { ValueMap } from '@grafana/grafana-foundation-sdk/dashboard';

/** Says a gauge's values in words: the first is 0. */
function words(...states: readonly { readonly text: string; readonly color: string }[]): ValueMap {
  const options = Object.fromEntries(
    states.map((state, value) => [String(value), { ...state, index: value }]),
  );
  return { type: MappingType.ValueToText, options };
}

const good = 'green';
const bad = 'red';

export const breakerStates = words(
  { text: 'closed', color: good },
  { text: 'half-open', color: 'yellow' },
  { text: 'open', color: bad },
);

export const snapshotStates = words({ text: 'fresh', color: good }, { text: 'stale', color: bad });

export const registrationStates = words(
  { text: 'not registered', color: bad },
  { text: 'registered', color: good },
);
