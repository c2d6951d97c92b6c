import { randomBytes } from 'node:crypto';
import {
  accessSync,
  chownSync,
  constants,
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { assertReachable, processUserFor } from '../processes/process-user';
import type { ProcessUser } from '../processes/process-user';
import { claim } from './claim';
import { dataVersion } from './data-version';

/** The only role of every server here, and the database that initdb makes. */
export const role = 'postgres';

/**
 * Where one database lives: `data` is PostgreSQL's own, `password` its only role's (mode 0600), `owner` says which
 * process uses it. Claim it before anything else.
 */
export class DatabaseFolder {
  readonly path: string;
  readonly data: string;
  /** Whom PostgreSQL runs as; undefined: whom this process runs as. */
  readonly user: ProcessUser | undefined;
  readonly #password: string;

  /**
   * Makes the folder when it does not exist.
   *
   * @throws Error in one line when this user, or PostgreSQL's, cannot get there.
   */
  constructor(path: string) {
    this.path = makeFolder(path);
    this.data = join(this.path, 'data');
    this.#password = join(this.path, 'password');
    this.user = processUserFor(this.path);
    this.give(this.path);
    assertReachable(this.data, this.user);
  }

  /** Whether it was filled here: nothing else has a password beside it. */
  get isKnown(): boolean {
    return existsSync(this.#password);
  }

  /** PostgreSQL's major version, of the data. Undefined when there are none; @throws Error when they are something else. */
  get version(): number | undefined {
    return dataVersion(this.data);
  }

  /** Path of the file with the password: a random one, made when it is first asked for. */
  get passwordFile(): string {
    if (!this.isKnown) this.#makePassword();
    return this.#password;
  }

  /** `postgres://postgres:<password>@127.0.0.1:<port>/postgres` */
  urlAt(port: number): string {
    return `postgres://${role}:${readFileSync(this.passwordFile, 'utf8')}@127.0.0.1:${port}/${role}`;
  }

  /**
   * Takes the folder for a process, for as long as that lives. Idempotent.
   *
   * @throws Error in one line when another process that lives has it.
   */
  claim(pid = process.pid): void {
    const other = claim(join(this.path, 'owner'), pid);
    if (other === undefined) return;
    throw new Error(`another fleet (pid ${other}) uses ${this.path}: stop it, or set DATABASE_URL`);
  }

  /** Makes PostgreSQL's user the owner of a file in it. */
  give(path: string): void {
    if (this.user) chownSync(path, this.user.uid, this.user.gid);
  }

  #makePassword(): void {
    if (this.version !== undefined) {
      throw new Error(`${this.#password} is missing: put it back, or delete ${this.data} to start over`);
    }
    const draft = `${this.#password}-draft`;
    writeFileSync(draft, randomBytes(24).toString('base64url'), { mode: 0o600 });
    this.give(draft);
    renameSync(draft, this.#password);
  }
}

function makeFolder(path: string): string {
  try {
    // Only the folder itself is closed to others: its parents may hold more, and PostgreSQL's user must get through them.
    mkdirSync(dirname(resolve(path)), { recursive: true });
    mkdirSync(path, { recursive: true, mode: 0o700 });
    accessSync(path, constants.R_OK | constants.W_OK | constants.X_OK);
    return realpathSync(path);
  } catch (cause) {
    const advice = 'give it to the user who runs this, or delete it, or set DATABASE_URL';
    throw new Error(`cannot use ${path} (${(cause as NodeJS.ErrnoException).code}): ${advice}`, { cause });
  }
}
