import type { Problem } from './types.js';

const AGAIN = [408, 429, 500, 502, 503, 504];

/**
 * Why a call was refused, or that nobody answered. Programs test for `type`; `title` and `detail`
 * are for people. Each type is described in Paydesk's reference of problems.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9457
 */
export class PaydeskProblem extends Error {
  /** Such as `urn:paydesk:problem:order-already-paid`; `about:blank` where no type was named. */
  readonly type: string;
  /** The same for each problem of this type. */
  readonly title: string;
  /** What was wrong this time, and what to do. */
  readonly detail: string;
  /** The status of HTTP; 0 where nobody answered. */
  readonly status: number;
  /** Whether the same call, with the same idempotency key, may be answered otherwise later. */
  readonly retryable: boolean;
  /** How many seconds to wait before that, where Paydesk says so and the browser shows it. */
  readonly retryAfter: number | undefined;
  /** Under which the call was sent, if it writes: with it the same call can be sent once more. */
  idempotencyKey?: string | undefined;
  /** All members, also those of this type alone, such as `expected`. */
  readonly problem: Readonly<Record<string, unknown>>;

  constructor(problem: Partial<Problem>, cause?: unknown, retryAfter?: number) {
    const { type = 'about:blank', title = 'Refused' } = problem;
    const { status = 0, detail = title } = problem;
    super(`${title}: ${detail}`, { cause });
    this.name = 'PaydeskProblem';
    this.type = type;
    this.title = title;
    this.detail = detail;
    this.status = status;
    // Of a key that is in use, the first request is still at work.
    this.retryable = !status || AGAIN.includes(status) || this.is('idempotency-key-in-use');
    this.retryAfter = retryAfter;
    this.problem = problem;
  }

  /** Whether it is this one of the problems in the reference, such as `order-already-paid`. */
  is(name: string): boolean {
    return this.type === `urn:paydesk:problem:${name}`;
  }
}

/** Whether the same call may be answered otherwise later; what is no problem of ours may. */
export const mayPass = (error: unknown) => !(error instanceof PaydeskProblem) || error.retryable;

export const noAnswer = (cause: unknown) =>
  new PaydeskProblem({ title: 'No answer', detail: 'Paydesk could not be reached.' }, cause);

export async function refusalOf(response: Response): Promise<PaydeskProblem> {
  const { status } = response;
  const after = secondsOf(response.headers.get('Retry-After'));
  const text = await response.text();
  try {
    return new PaydeskProblem({ ...(JSON.parse(text) as Problem), status }, undefined, after);
  } catch {
    // It is from something between here and Paydesk.
    const detail = `It answered ${status}.`;
    return new PaydeskProblem({ title: 'Refused', detail, status }, undefined, after);
  }
}

/** A number of seconds or a date. A page of another site is not shown the header. */
function secondsOf(after: string | null): number | undefined {
  if (!after) return undefined;
  const seconds = Number(after);
  const left = Number.isNaN(seconds) ? (Date.parse(after) - Date.now()) / 1000 : seconds;
  return Number.isNaN(left) ? undefined : Math.max(0, Math.ceil(left));
}
