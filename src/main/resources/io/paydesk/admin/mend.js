// Brings a part of the page to what the server says of it now, and touches nothing that says the same: what is unfolded,
// marked or scrolled, what was loaded into it, and what has the focus stay.
import { tellTimes } from './times.js';

/** What a page makes of a part by itself. */
const OWN = ['open', 'title', 'tabindex', 'aria-busy'];

/** A part without that, as text. */
function said(part) {
  return plain(part.cloneNode(true)).outerHTML;
}

function saidInside(part) {
  return plain(part.cloneNode(true)).innerHTML;
}

function plain(copy) {
  for (const one of [copy, ...copy.querySelectorAll('*')]) {
    OWN.forEach((name) => one.removeAttribute(name));
    if (!one.className) {
      one.removeAttribute('class');
    }
    if (one.matches('time')) {
      one.textContent = '';
    } else if (one.matches('[hx-get]:not(button)')) {
      one.replaceChildren();
    }
  }
  return copy;
}

/** What stays the same part though it says something else: by its name, or by its kind and the place among those. */
function named(parts) {
  const all = new Map();
  for (const one of parts) {
    const name = one.dataset.key ?? one.classList[0] ?? one.tagName;
    let key = name;
    for (let i = 1; all.has(key); i++) {
      key = `${name} ${i}`;
    }
    all.set(key, one);
  }
  return all;
}

/** A history is read from its newest part on: what somebody has unfolded below that stays. */
function withOlder(known, wanted) {
  const keys = [...wanted.keys()];
  const goesOn = keys.at(-1) === 'moments-older';
  if (goesOn && keys.length === 1) {
    return known; // nothing of whose part is shown is new: all that is there was unfolded
  }
  const last = goesOn ? keys.slice(0, -1).findLastIndex((key) => known.has(key)) : -1;
  if (last < 0) {
    return wanted;
  }
  const had = [...known.keys()];
  const older = had.slice(had.indexOf(keys[last]) + 1);
  return new Map([...keys.slice(0, last + 1).map((key) => [key, wanted.get(key)]), ...older.map((key) => [key, known.get(key)])]);
}

function ready(part) {
  tellTimes(part);
  window.htmx?.process(part);
}

function replace(now, next) {
  for (const { dataset } of now.querySelectorAll('details[data-key][open]')) {
    next.querySelector(`details[data-key="${CSS.escape(dataset.key)}"]`)?.setAttribute('open', '');
  }
  now.replaceWith(next);
  ready(next);
}

function rename(now, next) {
  for (const { name } of [...now.attributes]) {
    if (!OWN.includes(name) && !next.hasAttribute(name)) {
      now.removeAttribute(name);
    }
  }
  for (const { name, value } of [...next.attributes]) {
    if (!OWN.includes(name) && now.getAttribute(name) !== value) {
      now.setAttribute(name, value);
    }
  }
}

/** @param next the same part, as the server has just sent it; parts with `data-parts` are compared one by one */
export function mend(now, next) {
  if (now === next || said(now) === said(next)) {
    return;
  }
  const isSame = now.tagName === next.tagName && !now.matches('[hx-get]') && !next.matches('[hx-get]');
  if (isSame && now.matches('[role="status"]')) {
    now.textContent = next.textContent;
  } else if (isSame && 'parts' in now.dataset && 'parts' in next.dataset) {
    rename(now, next);
    mendEach(now, next);
  } else if (isSame && saidInside(now) === saidInside(next)) {
    rename(now, next);
  } else {
    replace(now, next);
  }
}

function mendEach(now, next) {
  const known = named(now.children);
  const read = named(next.children);
  const wanted = 'older' in next.dataset ? withOlder(known, read) : read;
  for (const [key, one] of known) {
    if (!wanted.has(key)) {
      one.remove();
    }
  }
  let place = now.firstElementChild;
  for (const [key, one] of wanted) {
    const old = known.get(key);
    if (!old) {
      now.insertBefore(one, place);
      ready(one);
      continue;
    }
    if (old === place) {
      place = place.nextElementSibling;
    } else {
      now.insertBefore(old, place);
    }
    mend(old, one);
  }
}
