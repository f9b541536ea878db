// <button data-copy="what">: copies it on a click, and says so.
import { toast } from './toast.js';

document.addEventListener('click', async (event) => {
  const button = event.target.closest?.('[data-copy]');
  if (!button) {
    return;
  }
  event.preventDefault();
  try {
    await navigator.clipboard.writeText(button.dataset.copy);
    toast('Copied');
  } catch {
    toast('The browser does not let this page copy.', 'bad');
  }
});
