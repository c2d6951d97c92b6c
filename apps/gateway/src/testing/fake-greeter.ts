import type { Client } from '@flotilla/client';
import type { GreeterServiceDefinition, SayHelloRequest, SayHelloResponse } from '@flotilla/contracts';

/** A client of the greeter that answers as told, and notes what it was asked. */
export class FakeGreeter implements Client<GreeterServiceDefinition> {
  readonly requests: SayHelloRequest[] = [];
  readonly #answer: (request: SayHelloRequest) => Promise<SayHelloResponse>;

  constructor(answer: (request: SayHelloRequest) => SayHelloResponse | Promise<SayHelloResponse> = greeting) {
    this.#answer = async (request) => answer(request);
  }

  readonly sayHello = (request: SayHelloRequest): Promise<SayHelloResponse> => {
    this.requests.push(request);
    return this.#answer(request);
  };

  readonly streamGreetings = (): never => {
    throw new Error('no route streams');
  };

  readonly close = async (): Promise<void> => undefined;
}

function greeting({ name, language }: SayHelloRequest): SayHelloResponse {
  return { message: `to ${name}`, language, servedBy: { instance: 'greeter-2', zone: 'b' } };
}
