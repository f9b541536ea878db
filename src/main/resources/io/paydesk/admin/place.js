// Where one is in a list. The browser keeps it with the entry of its history, so that each visit has its own.

export function keep(home, place) {
  history.replaceState({ ...history.state, list: { home, ...place } }, '');
}

/** Null for a list that one comes to for the first time. */
export function kept(home) {
  const list = history.state?.list;
  return list?.home === home ? list : null;
}
