// The rows as the API answers them. `openapi.ts` is made of its description, by `npm run build`.

import type { components, webhooks } from './openapi.js';

type Schemas = components['schemas'];

/** A Checkout Session of Stripe. */
export type CheckoutSession = Schemas['CheckoutSession'];
/** What a page may know of this Paydesk. */
export type Config = Schemas['CheckoutConfig'];
/** What is sold, to whom and for how much: your server's to say. */
export type CreateOrder = Schemas['CreateOrder'];
/** What a payer may use, and until when. */
export type Entitlement = Schemas['Entitlement'];
/** All that a payer may use now. */
export type Entitlements = Schemas['Entitlements'];
/** What a subscription owes for a period. */
export type OpenInvoice = Schemas['OpenInvoice'];
/** Something that is paid once, or the begin of a subscription. */
export type Order = Schemas['Order'];
/** A try to pay an order. */
export type Payment = Schemas['Payment'];
/** Why a call was refused. */
export type Problem = Schemas['Problem'];
/** A subscription. */
export type RecurringPayment = Schemas['RecurringPayment'];
/** Money that went back, or is on its way. */
export type Refund = Schemas['Refund'];
/** How a session begins. */
export type StartCheckoutSession = Schemas['StartCheckoutSession'];
/** A payment that a browser can confirm. */
export type StartedPayment = Schemas['StartedPayment'];
/** A subscription that a browser can confirm. */
export type StartedRecurringPayment = Schemas['StartedRecurringPayment'];
/** A token for a payer's browser. */
export type UserToken = Schemas['UserToken'];
/** What a link to the payer's page is made with. */
export type CreatePayLink = Schemas['CreatePayLink'];
/** A link to the payer's page of one order. */
export type PayLink = Schemas['PayLink'];
/** What goes back, and why. */
export type CreateRefund = Schemas['CreateRefund'];

/** What is streamed, by the event that carries it. */
export interface Rows {
  /** As `GET /v1/payments/{id}` answers it. */
  payment: Payment;
  /** As `GET /v1/refunds/{id}` answers it. */
  refund: Refund;
  /** As `GET /v1/recurring-payments/{id}` answers it. */
  recurring_payment: RecurringPayment;
}

/** What an endpoint is told, by its `type`. */
export type Deliveries = {
  [T in keyof webhooks]: webhooks[T]['post']['requestBody']['content']['application/json'] & {
    type: T;
  };
};
/** Any of them. Its `type` says what `data` has; a later Paydesk may send more types. */
export type Delivery = Deliveries[keyof Deliveries];
