import type { FurtherService } from './further-service';

/** Services beyond those of the fleet itself. `flotilla new` adds one. */
export const furtherServices: readonly FurtherService[] = [];
