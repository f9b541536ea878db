// What was asked and may have been done is kept until its outcome is known: closing the dialog, or loading the page anew,
// must not make another action of it.

import { caller } from './session.js';

const PREFIX = 'paydesk-asked-';

/** What was typed when the session ended. It was not done, so it is no more than that. */
const DRAFT = 'paydesk-typed-';

/** Milliseconds: the service may forget an Idempotency-Key after a day. */
const LONGEST = 20 * 60 * 60 * 1000;

/** Until the page is left: what names a person stays out of the browser's storage. */
const here = new Map();

/**
 * @param name of the action and its row, such as refund-7
 * @param asked its key, words, body and what was typed
 */
export function keep(name, asked, isPersonal) {
  const kept = { ...asked, caller, at: Date.now() };
  if (isPersonal) {
    here.set(name, kept);
  } else {
    sessionStorage.setItem(PREFIX + name, JSON.stringify(kept));
  }
}

/** Null where nothing is open. A key is its caller's: with another one's it would be another action, so `isOthers` says so. */
export function kept(name) {
  const asked = here.get(name) ?? JSON.parse(sessionStorage.getItem(PREFIX + name));
  if (asked && Date.now() - asked.at < LONGEST) {
    return { ...asked, isOthers: asked.caller !== caller };
  }
  forget(name);
  return null;
}

/** @param typed the form's values, but those that the page had put into it */
export function keepDraft(name, typed, isPersonal) {
  if (!isPersonal) {
    sessionStorage.setItem(DRAFT + name, JSON.stringify({ typed, caller, at: Date.now() }));
  }
}

/** Once, and for whoever has typed it; null where there is none. */
export function takeDraft(name) {
  const draft = JSON.parse(sessionStorage.getItem(DRAFT + name));
  sessionStorage.removeItem(DRAFT + name);
  return draft && draft.caller === caller && Date.now() - draft.at < LONGEST ? draft.typed : null;
}

export function forget(name) {
  here.delete(name);
  sessionStorage.removeItem(PREFIX + name);
}
