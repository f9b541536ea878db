// <button data-act="x"> opens a dialog with what <template data-act-form="x"> has, and carries it out as a call of the API.
import './act-menu.js';
import './act-tick.js';
import { newKey } from './api.js';
import { forget, keep, kept } from './act-kept.js';
import { preview } from './act-preview.js';
import { refresh } from './act-refresh.js';
import { carryOut } from './act-send.js';
import { bodyOf, check, fieldWords, fill, inWords, outcome } from './act-words.js';
import { toast, toastThere } from './toast.js';

const UNKNOWN =
  'Nobody knows yet whether this was done: the service did not answer. Ask again: it is done once, however often you ask.';
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const OTHERS =
  'Somebody else has sent this from here, and nobody knows yet whether it was done. Look at the history of the row first.';
const LOST = 'The answer was lost. Asking again. It is done once.';

const find = (within, name) => within.querySelector(`[data-part="${name}"]`);

function templateOf(opener) {
  const name = CSS.escape(opener.dataset.act);
  const beside = opener.parentElement.querySelector(`template[data-act-form="${name}"]`);
  return beside ?? document.querySelector(`template[data-act-form="${name}"]`);
}

/** The row may have been drawn anew meanwhile. */
function goBackTo(opener) {
  const again = opener.isConnected
    ? opener
    : document.querySelector(`button[data-act="${CSS.escape(opener.dataset.act)}"]`);
  const hidden = again?.closest('details:not([open])')?.querySelector('summary');
  (hidden ?? again ?? document.getElementById('main')).focus();
}

function open(opener) {
  const dialog = document.createElement('dialog');
  dialog.className = 'dialog act';
  dialog.append(templateOf(opener).content.cloneNode(true));
  const title = dialog.querySelector('h2');
  title.id = `act-title-${document.querySelectorAll('dialog').length}`;
  dialog.setAttribute('aria-labelledby', title.id);
  opener.closest('details')?.removeAttribute('open');
  document.body.append(dialog);
  dialog.addEventListener('close', () => {
    dialog.remove();
    goBackTo(opener);
  });
  // Only a press that began outside closes it: text that is being marked may end there.
  dialog.addEventListener('pointerdown', (event) => {
    dialog.dataset.outside = String(event.target === dialog);
  });
  dialog.addEventListener('click', (event) => {
    if (event.target.closest('[data-act-close]') || (event.target === dialog && dialog.dataset.outside === 'true')) {
      dialog.close();
    }
  });
  const form = dialog.querySelector('form');
  if (form) {
    prepare(dialog, form, opener);
  }
  dialog.showModal();
  window.htmx?.process(dialog);
}

function prepare(dialog, form, opener) {
  const act = { dialog, form, opener, name: opener.dataset.act, busy: false, asked: null };
  const reword = () => {
    for (const part of form.querySelectorAll('[data-when]')) {
      const [name, values] = part.dataset.when.split('=');
      part.hidden = !values.split(' ').includes(new FormData(form).get(name));
    }
    find(form, 'go').textContent = inWords(form.dataset.button, fieldWords(form));
  };
  for (const time of form.querySelectorAll('[data-ago]')) {
    const local = Date.now() - time.dataset.ago * HOUR - new Date().getTimezoneOffset() * MINUTE;
    time.value = new Date(local).toISOString().slice(0, 'yyyy-mm-ddThh:mm'.length);
  }
  act.reword = reword;
  const before = kept(act.name);
  if (before && !before.isOthers) {
    act.asked = before;
    fill(form, before.values);
  }
  reword();
  if (act.asked) {
    askAgain(act, UNKNOWN);
  } else if (before) {
    tell(act, OTHERS);
  }
  form.addEventListener('input', reword);
  preview(form, reword);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (act.overtaken) {
      showAnew(act);
      return;
    }
    // What was asked already is asked again as it was.
    if (!act.busy && (act.asked || check(form))) {
      go(act);
    }
  });
}

function tell(act, words) {
  const state = find(act.form, 'state');
  state.textContent = words;
  state.hidden = !words;
}

function complain(act, problem) {
  const place = find(act.form, 'problem');
  place.replaceChildren();
  place.hidden = !problem;
  if (problem) {
    const title = document.createElement('b');
    title.textContent = problem.body.title ?? 'Refused';
    place.append(title, ` ${problem.body.detail ?? ''}`);
  }
}

/** While its outcome is not known, what was asked stays as it is: with other words it would be another action. */
function lock(act, busy, locked) {
  act.busy = busy;
  find(act.form, 'go').setAttribute('aria-busy', String(busy));
  find(act.form, 'fields').disabled = locked;
}

/** It may have been done: it can be asked again, and nothing else. */
function askAgain(act, words) {
  lock(act, false, true);
  tell(act, words);
  find(act.form, 'go').textContent = 'Ask again';
}

function remember(act) {
  if (act.form.dataset.once === undefined) {
    keep(act.name, act.asked, act.form.querySelector('[data-personal]') !== null);
  }
}

async function go(act) {
  const { form } = act;
  const { method, path, plain, pending, once } = form.dataset;
  const lost = act.asked !== null;
  act.asked ??= {
    key: newKey(),
    words: fieldWords(form),
    body: plain === undefined ? bodyOf(form) : undefined,
    values: [...new FormData(form)],
  };
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
    fail(act, problem);
    if (!act.dialog.isConnected) {
      toast(`${problem.body.title}. ${problem.body.detail ?? ''}`, 'bad');
    }
    if (problem.status !== 401) {
      act.redrawn = refresh(act.opener);
    }
  }
}

function fail(act, problem) {
  if (problem.isUnknown && act.form.dataset.once === undefined) {
    askAgain(act, UNKNOWN);
    complain(act, problem);
    return;
  }
  // It was refused, and nothing was done: what is asked next is a new action.
  forget(act.name);
  act.asked = null;
  tell(act, '');
  lock(act, false, false);
  act.reword();
  act.form.dispatchEvent(new CustomEvent('paydesk:refused'));
  complain(act, problem);
  if (problem.type.endsWith('-overtaken')) {
    act.overtaken = true;
    lock(act, false, true);
    find(act.form, 'go').textContent = 'Show it as it is now';
  }
  find(act.form, 'go').focus();
}

/** What the dialog shows is no longer so, and what somebody decided by it may not be what they want. */
async function showAnew(act) {
  await act.redrawn;
  act.dialog.close();
  const button = document.querySelector(`button[data-act="${CSS.escape(act.name)}"]`);
  if (button) {
    open(button);
  } else {
    toast('This cannot be done any more: look at the row.', 'bad');
  }
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
    show(dialog, secret, text, form.dataset.note);
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

/** Shown once, and gone with the dialog. */
function show(dialog, secret, words, note) {
  const result = dialog.querySelector('template[data-act-result]').content.cloneNode(true);
  find(result, 'words').textContent = words;
  find(result, 'secret').textContent = secret;
  find(result, 'copy').dataset.copy = secret;
  find(result, 'note').textContent = note ?? '';
  dialog.replaceChildren(result);
  const title = dialog.querySelector('h2');
  title.id = dialog.getAttribute('aria-labelledby');
  title.focus();
}

document.addEventListener('click', (event) => {
  const opener = event.target.closest?.('[data-act]');
  if (opener) {
    open(opener);
  }
});
