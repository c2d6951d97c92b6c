import { join } from 'node:path';

/** The folder of this repository. */
export const repository = join(__dirname, '..', '..');

export const tutorial = join(repository, 'docs', 'tutorial');
