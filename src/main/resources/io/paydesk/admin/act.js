// <button data-act="x"> opens a dialog with what <template data-act-form="x"> has, and carries it out as a call of the API.
import './act-menu.js';
import { newKey } from './api.js';
import { carryOut, isUnknown } from './act-send.js';
import { bodyOf, check, fieldWords, inWords } from './act-words.js';
import { toast } from './toast.js';

const UNKNOWN =
  'Nobody knows yet whether this was done: the service did not answer. Ask again: it is done once, however often you ask.';
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
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
  const act = { dialog, form, opener, key: newKey(), busy: false };
  const reword = () => {
    for (const part of form.querySelectorAll('[data-when]')) {
      const [name, value] = part.dataset.when.split('=');
      part.hidden = new FormData(form).get(name) !== value;
    }
    find(form, 'go').textContent = inWords(form.dataset.button, fieldWords(form));
  };
  for (const time of form.querySelectorAll('[data-ago]')) {
    const local = Date.now() - time.dataset.ago * HOUR - new Date().getTimezoneOffset() * MINUTE;
    time.value = new Date(local).toISOString().slice(0, 'yyyy-mm-ddThh:mm'.length);
  }
  act.reword = reword;
  reword();
  form.addEventListener('input', reword);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (!act.busy && check(form)) {
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

async function go(act) {
  const { form, dialog } = act;
  const { method, path, plain, pending } = form.dataset;
  if (!act.words) {
    act.words = fieldWords(form);
    act.body = plain === undefined ? bodyOf(form) : undefined;
  }
  complain(act, null);
  lock(act, true, true);
  const key = form.dataset.once === undefined && method !== 'DELETE' ? act.key : undefined;
  try {
    const answer = await carryOut({ method, path, body: act.body, key }, (state) =>
      tell(act, state === 'pending' ? pending : LOST),
    );
    if (answer.status === 202) {
      wait(act, answer.body);
    } else {
      succeed(act, answer.body);
    }
    refresh(act.opener);
  } catch (problem) {
    if (!problem.body) {
      throw problem;
    }
    fail(act, problem);
    if (!dialog.isConnected) {
      toast(`${problem.body.title}. ${problem.body.detail ?? ''}`, 'bad');
    }
  }
}

function fail(act, problem) {
  tell(act, '');
  if (isUnknown(problem) && act.form.dataset.once === undefined) {
    lock(act, false, true);
    complain(act, problem);
    tell(act, UNKNOWN);
    find(act.form, 'go').textContent = 'Ask again';
    return;
  }
  // It was refused, and nothing was done: what is asked next is a new action.
  lock(act, false, false);
  act.key = newKey();
  act.words = null;
  act.reword();
  complain(act, problem);
  find(act.form, 'go').focus();
}

/** Stripe has not answered for long, or the payer is asked: Paydesk goes on without this window. */
function wait(act, body) {
  lock(act, false, true);
  const words = body?.pendingUpdate && act.form.dataset.waits ? act.form.dataset.waits : act.form.dataset.pending;
  tell(act, `${words} You can close this: Paydesk goes on asking, and this page shows what comes of it.`);
  find(act.form, 'go').textContent = 'Ask again';
  if (!act.dialog.isConnected) {
    toast(words);
  }
}

function succeed(act, body) {
  lock(act, false, true);
  const { form, dialog } = act;
  const bad = form.dataset.good && !body?.[form.dataset.good];
  const text = inWords(bad ? form.dataset.bad : form.dataset.done, act.words, body);
  const secret = form.dataset.shows && form.dataset.shows.split('.').reduce((value, part) => value?.[part], body);
  if (secret && dialog.isConnected) {
    show(dialog, secret, text, form.dataset.note);
  } else {
    dialog.close();
    toast(text, bad ? 'bad' : 'good');
  }
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

/** Draws anew what the row stands in. A page that does so in its own way prevents this. */
function refresh(opener) {
  const acted = new CustomEvent('paydesk:acted', { cancelable: true, detail: { act: opener.dataset.act } });
  if (!document.dispatchEvent(acted)) {
    return;
  }
  const part = opener.isConnected
    ? opener.closest('[data-refresh], #beside-inside')
    : document.querySelector('#beside:not([hidden]) #beside-inside');
  const target = part ?? document.getElementById('main');
  const held = target.contains(document.activeElement) && document.activeElement.dataset.act;
  window.htmx?.ajax('GET', part?.dataset.refresh || location.pathname + location.search, { target, swap: 'innerHTML' }).then(() => {
    if (held) {
      (target.querySelector(`button[data-act="${CSS.escape(held)}"]`) ?? document.getElementById('main')).focus();
    }
  });
}

document.addEventListener('click', (event) => {
  const opener = event.target.closest?.('[data-act]');
  if (opener) {
    open(opener);
  }
});
