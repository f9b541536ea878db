// Where one is in a list. The browser keeps it with the entry of its history, so that each visit has its own.

let forgotten = false;

export function keep(home, place) {
  if (forgotten) {
    return;
  }
  history.replaceState({ ...history.state, list: { home, ...place } }, '');
}

/** Null for a list that one comes to for the first time. */
export function kept(home) {
  const list = history.state?.list;
  return list?.home === home ? list : null;
}

/** Before the list is loaded anew from its top: browsers keep what they have for an address that stays the same. */
export function forget() {
  forgotten = true;
  history.replaceState({ ...history.state, list: null }, '');
}
