import type { CallOptions, Client } from '@flotilla/client';
import type {
  GreeterServiceDefinition,
  SayHelloRequest,
  SayHelloResponse,
  StreamGreetingsRequest,
  StreamGreetingsResponse,
} from '@flotilla/contracts';
import { FakeStream } from './fake-stream';

/** A client of the greeter that answers as told, and notes what it was asked. */
export class FakeGreeter implements Client<GreeterServiceDefinition> {
  readonly requests: (SayHelloRequest | StreamGreetingsRequest)[] = [];
  readonly hashKeys: CallOptions['hashKey'][] = [];
  readonly streams: FakeStream<StreamGreetingsResponse>[] = [];
  readonly #answer: (request: SayHelloRequest) => Promise<SayHelloResponse>;

  constructor(answer: (request: SayHelloRequest) => SayHelloResponse | Promise<SayHelloResponse> = greeting) {
    this.#answer = async (request) => answer(request);
  }

  readonly sayHello = (request: SayHelloRequest, { hashKey }: CallOptions = {}) => {
    this.requests.push(request);
    this.hashKeys.push(hashKey);
    return this.#answer(request);
  };

  /** All greetings at once. */
  readonly streamGreetings = (request: StreamGreetingsRequest, { signal, hashKey }: CallOptions = {}) => {
    this.requests.push(request);
    this.hashKeys.push(hashKey);
    const stream = new FakeStream<StreamGreetingsResponse>([], signal);
    this.streams.push(stream);
    for (let number = 1; number <= request.count; number++) stream.send({ ...greeting(request), number });
    return stream.end();
  };

  readonly close = async (): Promise<void> => undefined;
}

function greeting({ name, language }: SayHelloRequest): SayHelloResponse {
  return { message: `to ${name}`, language, servedBy: { instance: 'greeter-2', zone: 'b' } };
}
