// <button data-act="x"> opens a dialog with what <template data-act-form="x"> has, and carries it out as a call of the API.
import './act-menu.js';
import './act-tick.js';
import { dialogOf, find, nowOf } from './act-dialog.js';
import { kept, takeDraft } from './act-kept.js';
import { go, keepTyped } from './act-outcome.js';
import { isAsking, preview } from './act-preview.js';
import { OTHERS, UNKNOWN, askAgain, lock, tell } from './act-state.js';
import { check, fieldWords, fill, inWords } from './act-words.js';
import { toast } from './toast.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** @param typed what a dialog before this one was told, by the names of the fields */
function open(opener, typed = []) {
  const dialog = dialogOf(opener);
  const form = dialog.querySelector('form');
  if (form) {
    typed.forEach(([name, value]) => (form.elements[name].value = value));
    prepare(dialog, form, opener);
  }
  dialog.showModal();
  window.htmx?.process(dialog);
}

function prepare(dialog, form, opener) {
  const act = { dialog, form, opener, name: opener.dataset.act, busy: false, asked: null, overtaken: false };
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
  const draft = takeDraft(act.name);
  if (before && !before.isOthers) {
    act.asked = before;
    fill(form, before.values);
  } else if (draft) {
    fill(form, draft);
    dialog.dataset.typed = 'true';
  }
  reword();
  if (act.asked) {
    askAgain(act, UNKNOWN);
  } else if (before) {
    tell(act, OTHERS);
  }
  form.addEventListener('input', reword);
  preview(form, reword);
  const ended = () => keepTyped(act);
  document.addEventListener('paydesk:ended', ended);
  dialog.addEventListener('close', () => document.removeEventListener('paydesk:ended', ended));
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (act.busy) {
      return;
    }
    // What was asked already is asked again as it was.
    if (act.overtaken) {
      showAnew(act);
    } else if (act.asked || (check(form) && !isAsking(form))) {
      go(act);
    }
  });
}

/** What the dialog shows is no longer so, and what somebody decided by it may not be what they want. */
async function showAnew(act) {
  lock(act, true, true);
  // Where the row could not be read, the dialog shows what it did, and that is checked again.
  await Promise.resolve(act.redrawn).catch(() => {});
  if (!act.dialog.open) {
    return;
  }
  const typed = [...act.form.querySelectorAll('[data-stays]')].map(({ name, value }) => [name, value]);
  act.dialog.close();
  const again = nowOf(act.opener);
  if (again) {
    open(again, typed);
  } else {
    toast('This cannot be done any more: look at the row.', 'bad');
  }
}

document.addEventListener('click', (event) => {
  const opener = event.target.closest?.('[data-act]');
  if (opener) {
    open(opener);
  }
});
