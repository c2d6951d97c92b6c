import { Type } from '@sinclair/typebox';
import type { Money } from '@flotilla/contracts';
import { present } from './present';

/** An amount as clients see it. */
export const MoneyJson = Type.Object({
  minorUnits: Type.Integer({
    minimum: 0,
    maximum: Number.MAX_SAFE_INTEGER,
    description: 'In the smallest unit of the currency, for example cents',
    examples: [1250],
  }),
  currency: Type.String({ description: 'Three letters of ISO 4217', examples: ['EUR'] }),
});

/** The contract keeps amounts within what a number holds exactly. */
export function toMoneyJson(money: Money | undefined): typeof MoneyJson.static {
  const { minorUnits, currency } = present('money', money);
  return { minorUnits: Number(minorUnits), currency };
}
