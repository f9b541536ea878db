// The one button: it says what it does, then that it works, then that it is done.
import { facts } from './page.js';

let words = '';

const button = () => document.getElementById('pay');

export const isBusy = () => button()?.dataset.at === 'working';

export function work() {
  words = button().querySelector('.button-words').textContent;
  say('working', facts().working);
}

// What it does has changed.
export function relabel(text) {
  words = text;
  if (button().dataset.at === undefined || button().dataset.at === '') {
    button().querySelector('.button-words').textContent = text;
  }
}

export function rest() {
  if (button()?.dataset.at) {
    say('', words);
  }
}

export function done() {
  if (button()) {
    say('done', words);
  }
  return new Promise((resolve) => setTimeout(resolve, 400));
}

function say(at, text) {
  button().dataset.at = at;
  button().setAttribute('aria-disabled', String(at !== ''));
  button().querySelector('.button-words').textContent = text;
}
