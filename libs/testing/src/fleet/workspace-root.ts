import { join } from 'node:path';

/** The folder of this repository. */
export const workspaceRoot = join(__dirname, '..', '..', '..', '..');
