// What the pretend Stripe does on demand. Paying is in methods.js, and is the same at Stripe itself.

import { fetched } from './calls.js';

/** Where the pretend Stripe is; null while Stripe itself is used. */
export let sandbox = null;

/** Answers the pretend Stripe's test cards; none if there is no such. */
export async function findSandbox() {
  sandbox = (await fetched('/dev/page/settings')).sandboxUrl;
  return sandbox ? ofSandbox('cards') : [];
}

export const ofSandbox = (what) => fetched(`${sandbox}/sandbox/${what}`);

/** As plain text, as another port's JSON would be asked about first. */
export const tellSandbox = (what, order) =>
  fetched(`${sandbox}/sandbox/${what}`, { method: 'POST', body: JSON.stringify(order) });
