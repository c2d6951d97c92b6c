import { Family } from './family';
import type { FamilyDescription, Sample } from './family';
import { numberText } from './exposition-text';
import type { Labels } from './exposition-text';

/** One number: counts up, or is set. */
export class Value {
  value = 0;

  inc(by = 1): void {
    this.value += by;
  }

  set(value: number): void {
    this.value = value;
  }

  reset(): void {
    this.value = 0;
  }
}

/** A counter, from 0 on, or a gauge. */
export class ValueFamily<L extends string> extends Family<L, Value> {
  readonly type: 'counter' | 'gauge';

  constructor(type: 'counter' | 'gauge', description: FamilyDescription<L>) {
    super(description);
    this.type = type;
  }

  protected override create(): Value {
    return new Value();
  }

  protected override render(labels: string, { value }: Value): string {
    return `${this.name}${labels && `{${labels}}`} ${numberText(value)}\n`;
  }

  protected override samples(labels: Labels<L>, { value }: Value): Sample[] {
    return [{ metricName: this.name, labels, value }];
  }
}
