// Carries an action out, and says what came of it.
import { newKey } from './api.js';
import { showSecret } from './act-dialog.js';
import { forget, keep, keepDraft } from './act-kept.js';
import { refresh } from './act-refresh.js';
import { carryOut } from './act-send.js';
import { LOST, UNKNOWN, askAgain, complain, lock, refused, tell, wordsOf } from './act-state.js';
import { bodyOf, fieldWords, inWords, outcome, typedIn } from './act-words.js';
import { toast, toastThere } from './toast.js';

const isPersonal = (form) => form.querySelector('[data-personal]') !== null;

/** The session may end before anything was pressed, too. What was asked already is kept as that. */
export function keepTyped({ dialog, form, name, asked }) {
  if (dialog.dataset.typed && !asked) {
    keepDraft(name, typedIn(form), isPersonal(form));
  }
}

function remember(act) {
  if (act.form.dataset.once === undefined) {
    keep(act.name, act.asked, isPersonal(act.form));
  }
}

/** Asks for what the form says; what was asked already is asked again as it was. */
export async function go(act) {
  const { form } = act;
  const { method, path, plain, pending, once } = form.dataset;
  const lost = act.asked !== null;
  act.asked ??= {
    key: newKey(),
    words: fieldWords(form),
    body: plain === undefined ? bodyOf(form) : undefined,
    values: [...new FormData(form)],
  };
  const typed = typedIn(form);
  remember(act);
  complain(act, null);
  lock(act, true, true);
  const { key, body } = act.asked;
  const call = { method, path, body, key: once === undefined && method !== 'DELETE' ? key : undefined, lost };
  try {
    const answer = await carryOut(call, (state) => tell(act, state === 'pending' ? pending : LOST));
    if (answer.status === 202) {
      wait(act, answer.body);
      refresh(act.opener);
    } else {
      succeed(act, answer.body);
    }
  } catch (problem) {
    if (!problem.body) {
      throw problem;
    }
    fail(act, problem, typed);
    if (!act.dialog.isConnected) {
      toast(wordsOf(form, problem).join(' '), 'bad');
    }
    if (problem.status !== 401) {
      act.redrawn = refresh(act.opener);
    }
  }
}

function fail(act, problem, typed) {
  if (problem.isUnknown && act.form.dataset.once === undefined) {
    askAgain(act, UNKNOWN);
    complain(act, problem);
    return;
  }
  // What is asked next is a new action.
  forget(act.name);
  act.asked = null;
  if (problem.status === 401) {
    keepDraft(act.name, typed, isPersonal(act.form));
  }
  refused(act, problem);
}

/** Stripe has not answered for long, or the payer is asked: Paydesk goes on without this window. */
function wait(act, body) {
  const { waits, pending } = act.form.dataset;
  if (body?.pendingUpdate) {
    forget(act.name);
  }
  const words = body?.pendingUpdate && waits ? waits : pending;
  askAgain(act, `${words} You can close this: Paydesk goes on asking, and this page shows what comes of it.`);
  if (!act.dialog.isConnected) {
    toast(words);
  }
}

function succeed(act, body) {
  forget(act.name);
  lock(act, false, true);
  const { form, dialog, opener } = act;
  const [words, tone] = outcome(form.dataset, body);
  const text = inWords(words, act.asked.words, body);
  const secret = form.dataset.shows && form.dataset.shows.split('.').reduce((value, part) => value?.[part], body);
  if (secret) {
    if (!dialog.isConnected) {
      document.body.append(dialog);
      dialog.showModal();
    }
    // What is asked meanwhile might say that the session has ended.
    dialog.addEventListener('close', () => refresh(opener), { once: true });
    showSecret(dialog, secret, text, form.dataset.note);
    return;
  }
  dialog.close();
  if (form.dataset.leads && opener.isConnected) {
    toastThere(text, form.dataset.leads);
    return;
  }
  toast(text, tone);
  if (body?.warning) {
    toast(body.warning, 'bad');
  }
  refresh(opener);
}
