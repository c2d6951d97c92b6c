/** Turns messages into bytes and back; ts-proto's message objects are codecs. */
export interface Codec {
  encode(message: never): { finish(): Uint8Array };
  decode(bytes: Uint8Array): unknown;
}

/** The message type of a codec. */
export type MessageOf<C extends Codec> = ReturnType<C['decode']>;

/** A method as ts-proto's `outputServices=generic-definitions` describes it. */
export interface MethodDefinition {
  readonly name: string;
  readonly requestType: Codec;
  readonly requestStream: boolean;
  readonly responseType: Codec;
  readonly responseStream: boolean;
  readonly options: { readonly idempotencyLevel?: 'NO_SIDE_EFFECTS' | 'IDEMPOTENT' };
}

/** A service as ts-proto's `outputServices=generic-definitions` describes it. */
export interface ServiceDefinition {
  readonly name: string;
  readonly fullName: string;
  readonly methods: Readonly<Record<string, MethodDefinition>>;
}

/** One remote procedure, resolved once: what middleware and transports need to know of it. */
export interface Method {
  /** Full name of the service, for example `flotilla.greeter.v1.GreeterService`. */
  readonly service: string;
  /** For example `SayHello`. */
  readonly name: string;
  /** `service/name`: the method label of gRPC's metrics, and the path without its leading slash. */
  readonly fullName: string;
  readonly kind: 'unary' | 'server_stream';
  /** Whether doing it twice does no harm; from `idempotency_level` in the proto. Retry and hedging obey it. */
  readonly idempotent: boolean;
  readonly request: Codec;
  readonly response: Codec;
}

/**
 * Resolves a method of a definition.
 *
 * @throws RangeError for a method that takes a stream of requests, which Flotilla does not carry.
 */
export function toMethod(service: ServiceDefinition, definition: MethodDefinition): Method {
  const fullName = `${service.fullName}/${definition.name}`;
  if (definition.requestStream) {
    throw new RangeError(
      `${fullName} takes a request stream: only unary and server-streaming methods are supported`,
    );
  }
  return {
    service: service.fullName,
    name: definition.name,
    fullName,
    kind: definition.responseStream ? 'server_stream' : 'unary',
    idempotent: definition.options.idempotencyLevel !== undefined,
    request: definition.requestType,
    response: definition.responseType,
  };
}
