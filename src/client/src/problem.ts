import type { Problem } from './types.js';

const AGAIN = [408, 429, 500, 502, 503, 504];

/**
 * Why a call was refused, or that nobody answered. Programs test for `type`; `title` and `detail`
 * are for people. `retryable`: the same call may be answered otherwise after a while.
 */
export class PaydeskError extends Error {
  readonly type: string;
  readonly title: string;
  readonly detail: string;
  /** Of HTTP; 0 where nobody answered. */
  readonly status: number;
  readonly retryable: boolean;
  /** With the members of this type, such as `expected`. */
  readonly problem: Readonly<Record<string, unknown>>;

  constructor(problem: Partial<Problem>, cause?: unknown) {
    const { type = 'about:blank', title = 'Refused' } = problem;
    const { status = 0, detail = title } = problem;
    super(`${title}: ${detail}`, { cause });
    this.name = 'PaydeskError';
    this.type = type;
    this.title = title;
    this.detail = detail;
    this.status = status;
    this.retryable = !status || AGAIN.includes(status) || this.is('idempotency-key-in-use');
    this.problem = problem;
  }

  /** Whether it is this one of the problems in the reference, such as `order-already-paid`. */
  is(name: string): boolean {
    return this.type === `urn:paydesk:problem:${name}`;
  }
}

export const noAnswer = (cause: unknown) =>
  new PaydeskError({ title: 'No answer', detail: 'Paydesk could not be reached.' }, cause);

export async function refusalOf(response: Response): Promise<PaydeskError> {
  const { status } = response;
  try {
    return new PaydeskError({ ...((await response.json()) as Problem), status });
  } catch {
    return new PaydeskError({ title: 'Refused', detail: `It answered ${status}.`, status });
  }
}
