/**
 * The contracts of the fleet: messages and service definitions generated from `proto/` by `npm run generate`.
 * Nothing here is written by hand except this list of exports.
 */
export { descriptors } from './descriptors';
export {
  GreeterServiceDefinition,
  Language,
  SayHelloRequest,
  SayHelloResponse,
  ServedBy,
  StreamGreetingsRequest,
  StreamGreetingsResponse,
} from './gen/flotilla/greeter/v1/greeter';
export {
  CancelOrderRequest,
  CancelOrderResponse,
  GetOrderRequest,
  GetOrderResponse,
  ListOrdersRequest,
  ListOrdersResponse,
  ListProductsRequest,
  ListProductsResponse,
  Money,
  Order,
  OrderEvent,
  OrderEventType,
  OrderLine,
  OrdersServiceDefinition,
  OrderStatus,
  PlaceOrderRequest,
  PlaceOrderResponse,
  Product,
  RequestedLine,
  WatchOrderRequest,
  WatchOrderResponse,
} from './gen/flotilla/orders/v1/orders';
