/**
 * The one abstraction that the other libraries share: a `Call` takes a request and a context and promises a response;
 * a `Middleware` wraps a call. Deadlines, retries, telemetry are middleware; a `Transport` is at the bottom.
 *
 * Use it to write middleware or a transport, or to compose your own client. Not needed to call a service: `createClient`
 * of `@flotilla/client` composes everything. It has no dependencies.
 */
export { compose } from './call';
export type { Call, Middleware } from './call';
export { badField, badFieldOf } from './bad-field';
export type { BadField } from './bad-field';
export { CallError, codeOf } from './call-error';
export type { CallErrorOptions } from './call-error';
export { fromCodeNumber, toCodeNumber } from './code';
export type { Code } from './code';
export { attemptOf, neverAborted, withChanges } from './context';
export type { Attempt, CallContext, Clock, ContextChanges, Metadata, TraceContext } from './context';
export { implement } from './implementation';
export type { Handler, Handlers, Implementation } from './implementation';
export { toMethod } from './method';
export type { Codec, MessageOf, Method, MethodDefinition, ServiceDefinition } from './method';
export { settled } from './stream';
export type { ResponseStream } from './stream';
export { currentAmbient, runWithAmbient } from './ambient';
export type { Ambient } from './ambient';

// For authors of transports and policies.
export { abortError } from './abort-error';
export { Listeners } from './listeners';
export { onAbort } from './on-abort';
export { endpointKey } from './transport';
export type { Connection, ConnectionState, Endpoint, ListenAddress, Listener, Transport } from './transport';
