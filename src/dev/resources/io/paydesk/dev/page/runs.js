// Runs of the app's own logic: they are not streamed, and are read when the order is.

import { call } from './calls.js';
import { paced } from './pace.js';
import { showRuns } from './runlist.js';

/** Of one order or one subscription, the latest: more would push away what is below them. */
const MOST = 12;

// Between two readings while something waits; in milliseconds.
const SOONEST = 1_000;
const LATEST = 5_000;

let wanted = [];
let timer;

const pathOf = (filter) =>
  `/v1/actionflows/runs?${new URLSearchParams({ ...filter, limit: MOST })}`;

async function read() {
  clearTimeout(timer);
  try {
    const pages = await Promise.all(wanted.map((filter) => call('admin', 'GET', pathOf(filter))));
    const byId = new Map(pages.flatMap(({ data }) => data).map((run) => [run.id, run]));
    const runs = [...byId.values()].sort((one, other) => other.id - one.id);
    showRuns(runs);
    readLater(runs);
    return true;
  } catch (problem) {
    showRuns(problem.final ? [] : undefined, problem);
    return problem.final;
  }
}

/** Whether a run is tried, and what comes of it, may change no row that is streamed. */
function readLater(runs) {
  const due = runs
    .filter(({ status }) => status === 'waiting')
    .map(({ underWay, nextAttemptAt }) => underWay ? 0 : new Date(nextAttemptAt) - Date.now());
  if (!due.length) return;
  const pause = Math.min(LATEST, Math.max(SOONEST, Math.min(...due)));
  timer = setTimeout(() => document.hidden || again(), pause);
}

const again = paced(250, read);

/** Those of an order, and of the subscriptions that pay it: also what became of their renewals. */
export function lookAtRuns(orderId, subscriptions) {
  const subjects = subscriptions.map(({ id }) => ({ subject: `recurring_payment:${id}` }));
  wanted = [{ orderId }, ...subjects];
  again();
}

/** At once, with all its attempts if it had none left. */
export async function retryRun(id) {
  try {
    await call('admin', 'POST', `/v1/actionflows/runs/${id}/retry`);
  } finally {
    again();
  }
}
