// Time at the pretend Stripe, which passes on demand.

import { ofSandbox, sandbox, tellSandbox } from './stripe.js';
import { $, text } from './view.js';

function show({ now }) {
  const there = new Date(now).toLocaleString(undefined, { dateStyle: 'long', timeStyle: 'short' });
  text('clock-now', `There it is ${there}.`);
}

/** Stripe's own clock is nobody's to move. */
export async function offerClock() {
  $('clock').hidden = !sandbox;
  if (sandbox) show(await ofSandbox('clock'));
}

/** `period` is in the words of ISO 8601, such as P1M. */
export const pass = async (period) => show(await tellSandbox('clock', { advance: period }));
