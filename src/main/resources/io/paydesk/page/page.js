import { relabel } from './button.js';

// What the page shows is what the server says: it is read again, and put in place of what was there.
const main = () => document.querySelector('main');

export const facts = () => main().dataset;

export function on(id, event, listener) {
  document.getElementById(id)?.addEventListener(event, listener);
}

const WITH_A_FORM = ['payable', 'due'];

let reading = null;
let next = null;

// One reading at a time; all who come meanwhile share the next one, which shows what they saw.
export function renew() {
  if (!reading) {
    reading = read().finally(() => {
      reading = null;
    });
    return reading;
  }
  next ??= reading
    .catch(() => {})
    .then(() => {
      next = null;
      return renew();
    });
  return next;
}

async function read() {
  const answer = await fetch(location.href, { headers: { accept: 'text/html', 'paydesk-page': '1' }, cache: 'no-store' });
  if (answer.status >= 500) {
    throw new Error(`The page was not read: ${answer.status}`);
  }
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  const now = page.querySelector('main');
  const before = facts();
  const same = before.state === now.dataset.state && now.dataset.hosted === before.hosted;
  if (same && WITH_A_FORM.includes(before.state)) {
    keepTheForm(now);
  } else if (now.dataset.state === 'due' && before.state.startsWith('due-')) {
    // What this says instead of the form may hold still: due.js finds out before anything is replaced.
    dispatchEvent(new CustomEvent('paydesk:due', { detail: () => replace(now, page.title) }));
  } else if (now.outerHTML !== main().outerHTML) {
    replace(now, page.title);
  }
}

// The payer may be typing in it.
function keepTheForm(now) {
  const open = document.getElementById('summary').dataset.open;
  const summary = document.adoptNode(now.querySelector('#summary'));
  if (open !== undefined) {
    summary.dataset.open = open;
    summary.querySelector('#fold')?.setAttribute('aria-expanded', 'true');
  }
  document.getElementById('summary').replaceWith(summary);
  const problem = document.getElementById('problem');
  if (!problem.firstChild) {
    problem.replaceChildren(...document.adoptNode(now.querySelector('#problem')).childNodes);
  }
  relabel(now.querySelector('#pay .button-words').textContent);
  Object.assign(facts(), now.dataset);
  dispatchEvent(new Event('paydesk:summary'));
}

function replace(now, title) {
  const moved = facts().state !== now.dataset.state;
  // Who was told of the state is still told of it when a receipt comes.
  const told = document.activeElement?.matches('#stage h1');
  main().replaceWith(document.adoptNode(now));
  document.title = title;
  dispatchEvent(new Event('paydesk:shown'));
  if (moved || told) {
    document.querySelector('#stage h1')?.focus({ preventScroll: true });
  }
  if (moved) {
    scrollTo({ top: 0 });
  }
}

// Words above the button, with the focus on them; nothing takes them away.
export function complain(words) {
  const place = document.getElementById('problem');
  if (!place) {
    return;
  }
  const paragraph = document.createElement('p');
  paragraph.textContent = words;
  place.replaceChildren(paragraph);
  place.focus();
}

// The same without the focus, as nothing is wrong: the page works on it.
export function mention(words) {
  const place = document.getElementById('problem');
  if (place && place.textContent !== words) {
    const paragraph = document.createElement('p');
    paragraph.className = 'working';
    paragraph.textContent = words;
    place.replaceChildren(paragraph);
  }
}

export const pause = (wait) => new Promise((resolve) => setTimeout(resolve, wait));

export function quiet() {
  document.getElementById('problem')?.replaceChildren();
}

// For a refusal: words for what the payer can do something about.
export function explain(failure) {
  const { status = 0 } = failure;
  if ([202, 429, 503].includes(status)) {
    complain(facts().busy);
  } else {
    complain(status >= 400 && status < 500 && status !== 408 ? facts().notHere : facts().notSent);
  }
}
