import { attemptOf, codeOf, onAbort, settled } from '@flotilla/call';
import type { Attempt, Call, CallContext } from '@flotilla/call';
import { outcomeOfError } from '../outcome/outcome';
import { Contender } from './contender';

export interface RaceRules {
  /** When a hedge is due, if the first attempt is still running then. */
  readonly delayMs: number;
  /** Asked when it is due. */
  mayHedge(): boolean;
  /** The race is won while the first attempt was running: what it took, or the least that it would have taken. */
  firstLasted(): void;
  hedgeWon(): void;
}

/**
 * Runs a try and, when it takes long, a hedge beside it. The first answer cancels the other, be it an error such as NOT_FOUND;
 * the later of two failures is the error. A failure before the hedge is due is final: whether to try again is for retry to say.
 */
export function race<Q, S>(next: Call<Q, S>, request: Q, context: CallContext, rules: RaceRules): Promise<S> {
  return new Promise((resolve, reject) => {
    new Race((contender) => contender.run(next, request, context), context, rules, resolve, reject);
  });
}

/** Whether a rival may fare better: any other error is an answer, and the same from everywhere. */
function mayDiffer(error: unknown): boolean {
  return outcomeOfError(error, Infinity) !== 'success';
}

class Race<S> {
  readonly #run: (contender: Contender) => Promise<S>;
  readonly #context: CallContext;
  readonly #rules: RaceRules;
  readonly #resolve: (response: S) => void;
  readonly #reject: (error: unknown) => void;
  readonly #timer: NodeJS.Timeout;
  readonly #unlink: () => void;
  readonly #first: Contender;
  #hedge: Contender | undefined;

  constructor(
    run: (contender: Contender) => Promise<S>,
    context: CallContext,
    rules: RaceRules,
    resolve: (response: S) => void,
    reject: (error: unknown) => void,
  ) {
    this.#run = run;
    this.#context = context;
    this.#rules = rules;
    this.#resolve = resolve;
    this.#reject = reject;
    // Whole milliseconds: Node keeps one list of timers per duration, which makes them cheap.
    this.#timer = setTimeout(() => this.#startHedge(), Math.ceil(rules.delayMs));
    this.#unlink = onAbort(context.signal, (reason) => this.#abort(reason));
    this.#first = new Contender(attemptOf(context));
    this.#start(this.#first);
  }

  #startHedge(): void {
    if (!this.#rules.mayHedge()) return;
    const { attempts } = this.#context;
    const attempt: Attempt = { number: attempts.length + 1, reason: 'hedge', sent: false };
    attempts.push(attempt);
    this.#hedge = new Contender(attempt);
    this.#start(this.#hedge);
  }

  #start(contender: Contender): void {
    this.#run(contender).then(
      (response) => this.#succeeded(contender, response),
      (error: unknown) => this.#failed(contender, error),
    );
  }

  #succeeded(contender: Contender, response: S): void {
    // A loser that answers although it was cancelled.
    if (!contender.running) return;
    if (this.#first.running) this.#rules.firstLasted();
    if (contender === this.#hedge) this.#rules.hedgeWon();
    contender.end('OK');
    this.#cancel(contender === this.#first ? this.#hedge : this.#first);
    this.#release(settled(response));
    this.#resolve(response);
  }

  #failed(contender: Contender, error: unknown): void {
    if (!contender.running) return;
    contender.end(codeOf(error));
    const rival = contender === this.#first ? this.#hedge : this.#first;
    if (rival?.running) {
      if (mayDiffer(error)) return;
      this.#cancel(rival);
    }
    this.#release();
    this.#reject(error);
  }

  #cancel(loser: Contender | undefined): void {
    if (loser?.running) loser.cancel();
  }

  /** The winner of a stream stays linked to its caller's signal until the stream ends. */
  #release(streamEnded?: Promise<void>): void {
    clearTimeout(this.#timer);
    if (streamEnded) streamEnded.then(this.#unlink, this.#unlink);
    else this.#unlink();
  }

  #abort(reason: unknown): void {
    clearTimeout(this.#timer);
    this.#first.abort(reason);
    this.#hedge?.abort(reason);
  }
}
