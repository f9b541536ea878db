// The rows as the API answers them. `openapi.ts` is made of its description, by `npm run build`.

import type { components, webhooks } from './openapi.js';

type Schemas = components['schemas'];

export type CheckoutSession = Schemas['CheckoutSession'];
export type Config = Schemas['CheckoutConfig'];
export type CreateOrder = Schemas['CreateOrder'];
export type Entitlement = Schemas['Entitlement'];
export type Entitlements = Schemas['Entitlements'];
export type Order = Schemas['Order'];
export type Payment = Schemas['Payment'];
export type Problem = Schemas['Problem'];
export type RecurringPayment = Schemas['RecurringPayment'];
export type Refund = Schemas['Refund'];
export type StartCheckoutSession = Schemas['StartCheckoutSession'];
export type StartedPayment = Schemas['StartedPayment'];
export type StartedRecurringPayment = Schemas['StartedRecurringPayment'];
export type UserToken = Schemas['UserToken'];

/** What is streamed, by the event that carries it. */
export interface Rows {
  payment: Payment;
  refund: Refund;
  recurring_payment: RecurringPayment;
}

/** What an endpoint is told, by its `type`. */
export type Deliveries = {
  [T in keyof webhooks]: webhooks[T]['post']['requestBody']['content']['application/json'] & {
    type: T;
  };
};
export type Delivery = Deliveries[keyof Deliveries];
