import { toMethod } from '@flotilla/call';
import type { CallContext, Implementation, MessageOf } from '@flotilla/call';
import { OrdersServiceDefinition } from '@flotilla/contracts';

type Methods = (typeof OrdersServiceDefinition)['methods'];
type Request<K extends keyof Methods> = MessageOf<Methods[K]['requestType']>;
type Response<K extends keyof Methods> = MessageOf<Methods[K]['responseType']>;
type Bounds = Partial<Pick<CallContext, 'deadline' | 'signal'>>;

/** Calls the handlers of a service in this process; within 5 s unless told otherwise. */
export class OrdersClient {
  constructor(private readonly service: Implementation) {}

  placeOrder(request: Request<'placeOrder'>, bounds?: Bounds) {
    return this.#unary('placeOrder', request, bounds);
  }

  getOrder(request: Request<'getOrder'>, bounds?: Bounds) {
    return this.#unary('getOrder', request, bounds);
  }

  listOrders(request: Request<'listOrders'>) {
    return this.#unary('listOrders', request);
  }

  cancelOrder(request: Request<'cancelOrder'>) {
    return this.#unary('cancelOrder', request);
  }

  listProducts() {
    return this.#unary('listProducts', {});
  }

  watchOrder(request: Request<'watchOrder'>, bounds: Bounds = {}): AsyncGenerator<Response<'watchOrder'>> {
    return this.#call('watchOrder', request, { deadline: Infinity, ...bounds }) as AsyncGenerator<
      Response<'watchOrder'>
    >;
  }

  #unary<K extends keyof Methods>(key: K, request: Request<K>, bounds?: Bounds): Promise<Response<K>> {
    return this.#call(key, request, bounds) as Promise<Response<K>>;
  }

  #call<K extends keyof Methods>(key: K, request: Request<K>, bounds: Bounds = {}): unknown {
    const method = toMethod(OrdersServiceDefinition, OrdersServiceDefinition.methods[key]);
    const { handler } = this.service.methods.find((each) => each.method.name === method.name) ?? {};
    const context: CallContext = {
      method,
      deadline: performance.now() + 5_000,
      signal: new AbortController().signal,
      metadata: {},
      attempts: [],
      ...bounds,
    };
    return handler?.(request, context);
  }
}
