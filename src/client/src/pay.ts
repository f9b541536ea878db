import { begun } from './begin.js';
import type { Http } from './http.js';
import { OWED, type Outcome, type Outcomes } from './outcome.js';
import { PaydeskProblem } from './problem.js';
import { loaded, stripeJs } from './stripe.js';
import type { StripeElement, StripeElements, StripeJs } from './stripe.js';
import type { Config, OpenInvoice, StartedPayment, StartedRecurringPayment } from './types.js';

/** Which order is paid, and how. */
export interface PayOptions {
  /** Your server made it: it decides what is paid, and what that costs. */
  orderId: number;
  /** Where a bank that takes over the window sends the payer back to: this page, if left out. */
  returnUrl?: string;
  /** Whether the method is saved, as the payer has agreed to. */
  savePaymentMethod?: boolean;
  /** A saved method, to pay with at once and without a form. A subscription takes none. */
  paymentMethodId?: string;
  /** For `elements()` of Stripe.js, such as `appearance` and `locale`. */
  elements?: object;
  /** For the Payment Element, such as `layout`. */
  element?: object;
  /** Gives up what is not answered yet. */
  signal?: AbortSignal;
}

/** An order that is being paid. */
export interface Paying {
  /** There is one where the payer has nothing to do: the form is not shown then. */
  readonly outcome: Outcome | undefined;
  /** For the payer: why the last try failed, in Stripe's words. */
  readonly message?: string;
  /**
   * What a subscription owes, oldest first, where renewals were not paid; else empty. The form pays
   * the first: once that is paid, `pay()` shows a form for the next.
   */
  readonly openInvoices: readonly OpenInvoice[];
  /** What the form has is given to Stripe. Answers what the server says of the order then. */
  confirm(): Promise<Outcome>;
  /** Takes the form away. The payment can still be paid. */
  unmount(): void;
}

/** What the payer's browser is to do. */
interface ToDo {
  publishableKey: string;
  clientSecret: string | undefined;
  setup: boolean;
  asked: boolean;
  openInvoices: readonly OpenInvoice[];
}

const RETURNED = [
  'payment_intent',
  'setup_intent',
  'payment_intent_client_secret',
  'setup_intent_client_secret',
  'redirect_status',
];

export async function pay(
  http: Http,
  outcomes: Outcomes,
  config: () => Promise<Config>,
  where: string | HTMLElement | undefined,
  options: PayOptions,
): Promise<Paying> {
  const { orderId, signal } = options;
  // The address only says that there is something to ask the server about.
  const returned = RETURNED.slice(0, 2).some((name) => addressHas(name));
  const before = returned
    ? await outcomes.settled(orderId, signal)
    : await outcomes.now(orderId, signal);
  if (returned) history.replaceState(history.state, '', clean(location.href));
  if (!needsPayer(before)) return nothingToDo(before);
  if (options.paymentMethodId && before.order.priceId) {
    throw new TypeError('A subscription begins with the form: leave paymentMethodId out');
  }
  if (!where && !options.paymentMethodId) {
    throw new TypeError('pay() needs an element to show the form in');
  }
  // Both are needed, and neither waits for the other.
  void config().then(loaded).catch(() => {});

  const todo = await begin(http, before, options).catch(async (refused: unknown) => {
    if (!(refused instanceof PaydeskProblem) || refused.status !== 409) throw refused;
    // It was paid, or is under way, since we looked.
    const now = await outcomes.settled(orderId, signal);
    if (now.status === 'open') throw refused;
    return now;
  });
  if (!todo) return nothingToDo(await outcomes.settled(orderId, signal));
  if ('order' in todo) return nothingToDo(todo);
  if (todo.clientSecret && options.paymentMethodId && todo.asked) {
    const stripe = await stripeJs(await config(), todo.publishableKey);
    // It throws where another window was faster.
    await stripe.handleNextAction({ clientSecret: todo.clientSecret }).catch(() => {});
  }
  if (!todo.clientSecret || options.paymentMethodId) {
    return nothingToDo(await outcomes.settled(orderId, signal));
  }

  const stripe = await stripeJs(await config(), todo.publishableKey);
  return form(stripe, outcomes, todo, where, options, before.message);
}

const needsPayer = ({ status }: Outcome) => status === 'open' || status === 'unknown';

const nothingToDo = (outcome: Outcome): Paying => ({
  outcome,
  openInvoices: [],
  confirm: async () => outcome,
  unmount: () => {},
});

/** Makes the order's payment or subscription, or takes up the one that it has. */
async function begin(http: Http, before: Outcome, options: PayOptions): Promise<ToDo | undefined> {
  const [path, body] = requestFor(before, options);
  type Started = StartedPayment | StartedRecurringPayment;
  const started = await begun<Started>(http, path, body, options.signal);
  return started && toDo(started);
}

function requestFor({ order, recurringPayment }: Outcome, options: PayOptions): [string, object?] {
  const { orderId, savePaymentMethod, paymentMethodId } = options;
  const { priceId } = order;
  if (!priceId) return ['/v1/payments', { orderId, savePaymentMethod, paymentMethodId }];
  return recurringPayment && OWED.includes(recurringPayment.status)
    ? [`/v1/recurring-payments/${recurringPayment.id}/pay`]
    : ['/v1/recurring-payments', { orderId, priceId }];
}

function toDo(started: StartedPayment | StartedRecurringPayment): ToDo {
  const recurring = 'recurringPayment' in started;
  const { publishableKey, clientSecret } = started;
  return {
    publishableKey,
    clientSecret: recurring && started.clientSecretType === 'none' ? undefined : clientSecret,
    setup: recurring && started.clientSecretType === 'setup',
    asked: !recurring && started.requiresAction,
    openInvoices: (recurring && started.openInvoices) || [],
  };
}

function form(
  stripe: StripeJs,
  outcomes: Outcomes,
  { clientSecret, setup, openInvoices }: ToDo,
  where: string | HTMLElement | undefined,
  options: PayOptions,
  message: string | undefined,
): Paying {
  const elements: StripeElements = stripe.elements({ ...options.elements, clientSecret });
  const shown: StripeElement = elements.create('payment', options.element ?? {});
  shown.mount(where!);
  const confirmation = {
    elements,
    confirmParams: { return_url: options.returnUrl ?? clean(location.href) },
    redirect: 'if_required' as const,
  };
  let confirming: Promise<Outcome> | undefined;

  async function confirmed(): Promise<Outcome> {
    const { error } = await (setup
      ? stripe.confirmSetup(confirmation)
      : stripe.confirmPayment(confirmation));
    if (error?.type === 'validation_error') {
      return withMessage(await outcomes.now(options.orderId, options.signal), error.message);
    }
    // A lost answer looks like a failure here, and the money may have come all the same.
    const seen = await outcomes.settled(options.orderId, options.signal);
    return withMessage(seen, error?.message);
  }

  return {
    outcome: undefined,
    openInvoices,
    ...(message ? { message } : {}),
    confirm: () => (confirming ??= confirmed().finally(() => (confirming = undefined))),
    unmount: () => shown.destroy(),
  };
}

const withMessage = (seen: Outcome, message: string | undefined): Outcome =>
  seen.status === 'open' && message ? { ...seen, message } : seen;

const addressHas = (name: string) => new URLSearchParams(location.search).has(name);

/** Without what Stripe has added to it: a secret does not belong into an address bar. */
export function clean(address: string): string {
  const url = new URL(address);
  RETURNED.forEach((name) => url.searchParams.delete(name));
  return url.href;
}
