// What each page of /admin does: each of these does one thing.
import './session.js';
import './copy.js';
import './times.js';
import './counts.js';
import './alone.js';
import './act.js';
import './parts.js';
import './letter-keys.js';
import './search.js';

const root = document.documentElement;

for (const choice of document.querySelectorAll('input[name="theme"]')) {
  choice.checked = choice.value === (root.dataset.theme ?? 'system');
  choice.addEventListener('change', () => {
    if (choice.value === 'system') {
      localStorage.removeItem('paydesk-theme');
      delete root.dataset.theme;
    } else {
      localStorage.setItem('paydesk-theme', choice.value);
      root.dataset.theme = choice.value;
    }
  });
}

// Where there is room for it, the navigation stands beside the page: it lies over nothing.
matchMedia('(width >= 900px)').addEventListener('change', ({ matches }) => {
  if (matches) {
    document.getElementById('menu').hidePopover();
  }
});
