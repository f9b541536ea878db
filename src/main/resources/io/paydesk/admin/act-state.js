// What the dialog of an action says while it is carried out, and what can be pressed then.
import { find } from './act-dialog.js';
import { inWords, numbersOf } from './act-words.js';

export const UNKNOWN =
  'Nobody knows yet whether this was done: the service did not answer. Ask again: it is done once, however often you ask.';
export const OTHERS =
  'Somebody else has sent this from here, and nobody knows yet whether it was done. Look at the history of the row first.';
export const LOST = 'The answer was lost. Asking again. It is done once.';

export function tell(act, words) {
  const state = find(act.form, 'state');
  state.textContent = words;
  state.hidden = !words;
}

/** The API's words are for whoever sends calls; where they say what to send, a person is told what to do. */
export function wordsOf(form, problem) {
  const { title = 'Refused', detail = '' } = problem.body;
  if (problem.status === 401) {
    const then = problem.isUnknown ? 'then ask again: it is done once.' : 'what you have typed waits for you. Nothing was done.';
    return ['Your session has ended.', `Sign in again: ${then}`];
  }
  return isOvertaken(problem) && form.dataset.overtaken
    ? [`${title}.`, inWords(form.dataset.overtaken, numbersOf(problem.body, form.dataset))]
    : [title, detail];
}

export function complain(act, problem) {
  const place = find(act.form, 'problem');
  place.replaceChildren();
  place.hidden = !problem;
  if (problem) {
    const [title, detail] = wordsOf(act.form, problem);
    const strong = document.createElement('b');
    strong.textContent = title;
    place.append(strong, ` ${detail}`);
  }
}

/** While its outcome is not known, what was asked stays as it is: with other words it would be another action. */
export function lock(act, busy, locked) {
  act.busy = busy;
  find(act.form, 'go').setAttribute('aria-busy', String(busy));
  find(act.form, 'fields').disabled = locked;
}

/** It may have been done: it can be asked again, and nothing else. */
export function askAgain(act, words) {
  lock(act, false, true);
  tell(act, words);
  find(act.form, 'go').textContent = 'Ask again';
}

/** Whether the row has changed since the dialog showed it. */
function isOvertaken({ type }) {
  return type.endsWith('-overtaken');
}

/** It was refused, and nothing was done. Where the row has changed, it is shown before anything else is asked. */
export function refused(act, problem) {
  tell(act, '');
  act.overtaken = isOvertaken(problem);
  lock(act, false, act.overtaken);
  act.reword();
  act.form.dispatchEvent(new CustomEvent('paydesk:refused'));
  complain(act, problem);
  const go = find(act.form, 'go');
  if (act.overtaken) {
    go.textContent = 'Show it as it is now';
  }
  go.focus();
}
