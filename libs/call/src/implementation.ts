import type { CallContext } from './context';
import { toMethod } from './method';
import type { MessageOf, Method, MethodDefinition, ServiceDefinition } from './method';

/** What a server does for one method: a promise of the response, or the responses as they come. */
export type Handler<M extends MethodDefinition> = M['responseStream'] extends true
  ? (
      request: MessageOf<M['requestType']>,
      context: CallContext,
    ) => AsyncIterable<MessageOf<M['responseType']>>
  : (request: MessageOf<M['requestType']>, context: CallContext) => Promise<MessageOf<M['responseType']>>;

/** A handler for each method of a service. */
export type Handlers<S extends ServiceDefinition> = {
  readonly [K in keyof S['methods']]: Handler<S['methods'][K]>;
};

type UntypedHandler = (request: unknown, context: CallContext) => Promise<unknown> | AsyncIterable<unknown>;

/** A service and its handlers, ready for a listener. */
export interface Implementation {
  readonly service: string;
  readonly methods: readonly { readonly method: Method; readonly handler: UntypedHandler }[];
}

/**
 * Binds handlers to a service definition.
 *
 * @throws RangeError when a method has no handler, or takes a request stream.
 */
export function implement<const S extends ServiceDefinition>(
  definition: S,
  handlers: Handlers<S>,
): Implementation {
  const methods = Object.entries(definition.methods).map(([key, methodDefinition]) => {
    const handler: unknown = handlers[key];
    if (typeof handler !== 'function') {
      throw new RangeError(
        `${definition.fullName}: no handler for ${key}; implement() needs one for each method`,
      );
    }
    return {
      method: toMethod(definition, methodDefinition),
      handler: handler.bind(handlers) as UntypedHandler,
    };
  });
  return { service: definition.fullName, methods };
}
