import { CallError } from '@flotilla/call';

export function orderNotFound(orderId: string): CallError {
  return new CallError('NOT_FOUND', `there is no order ${orderId}`);
}
