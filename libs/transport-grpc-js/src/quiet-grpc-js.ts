import { logVerbosity, setLogVerbosity } from '@grpc/grpc-js';

// What grpc-js prints (a port that is taken, a connection that broke) is reported by errors and states here. Whoever
// debugs it sets its own variables, and sees it all.
if (!process.env['GRPC_VERBOSITY'] && !process.env['GRPC_NODE_VERBOSITY']) setLogVerbosity(logVerbosity.NONE);
