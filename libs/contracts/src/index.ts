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
