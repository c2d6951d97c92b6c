import { randomBytes } from 'node:crypto';
import { existsSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import type { ProcessUser } from '../processes/process-user';
import { claim } from './claim';
import { dataVersion } from './data-version';
import { openFolder } from './open-folder';
import { giveFolder, readOwn, writeDraft } from './own-file';

/** The only role of every server here, and the database that initdb makes. */
export const role = 'postgres';

/**
 * Where one database lives: `data` is PostgreSQL's own, `password` its only role's (mode 0600), `owner-<n>` says
 * which process uses it, `server` which PostgreSQL runs on it. Claim it before anything else.
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
   * @throws Error in one line when this user, or PostgreSQL's, cannot use it. Nothing is made or changed then.
   */
  constructor(path: string) {
    ({ path: this.path, user: this.user } = openFolder(path));
    this.data = join(this.path, 'data');
    this.#password = join(this.path, 'password');
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
    return `postgres://${role}:${readOwn(this.passwordFile)}@127.0.0.1:${port}/${role}`;
  }

  /**
   * Takes the folder for a process, for as long as that lives. Idempotent.
   *
   * @throws Error in one line when another process that lives has it.
   */
  claim(pid = process.pid): void {
    const other = claim(this, pid);
    if (other === undefined) return;
    throw new Error(`another fleet (pid ${other}) uses ${this.path}: stop it, or set DATABASE_URL`);
  }

  /** Makes PostgreSQL's user the owner of a folder in it. */
  give(path: string): void {
    if (this.user) giveFolder(path, this.user);
  }

  #makePassword(): void {
    if (this.version !== undefined) {
      throw new Error(`${this.#password} is missing: put it back, or delete ${this.data} to start over`);
    }
    const password = randomBytes(24).toString('base64url');
    renameSync(writeDraft(this.#password, password, this.user), this.#password);
  }
}
