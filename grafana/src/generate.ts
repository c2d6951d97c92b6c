import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dashboardFiles } from './dashboards';

const folder = join(__dirname, '..', 'dashboards');
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder);
for (const [name, text] of dashboardFiles()) writeFileSync(join(folder, name), text);
