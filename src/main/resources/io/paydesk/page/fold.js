// On a narrow screen what is bought is one line, which unfolds.
import { on } from './page.js';

export function fold() {
  on('fold', 'click', (click) => {
    const summary = document.getElementById('summary');
    const open = summary.toggleAttribute('data-open');
    click.currentTarget.setAttribute('aria-expanded', String(open));
  });
}
