// Says in a corner, and to a screen reader, what came of something.

const LONG = 6000;

/**
 * @param tone 'good' or 'bad'
 */
export function toast(words, tone = 'good') {
  const all = document.getElementById('toasts');
  const one = document.createElement('p');
  one.className = `toast ${tone}`;
  one.textContent = words;
  all.append(one);
  setTimeout(() => one.remove(), LONG);
}
