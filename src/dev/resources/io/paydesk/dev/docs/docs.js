const search = document.querySelector('#search');
document.addEventListener('keydown', (event) => {
  const writes = event.target.closest?.('input, textarea, select');
  if (event.key === '/' && !writes && !event.ctrlKey && !event.metaKey && !event.altKey) {
    event.preventDefault();
    search.focus();
    search.select();
  }
});

// Beside the text the contents are always open; on a phone they fold.
const contents = document.querySelector('#contents');
const wide = matchMedia('(min-width: 60rem)');
const unfold = () => contents.toggleAttribute('open', wide.matches);
wide.addEventListener('change', unfold);
unfold();
if (wide.matches) {
  contents.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest' });
}

for (const code of document.querySelectorAll('pre')) {
  const block = document.createElement('div');
  block.className = 'block';
  code.replaceWith(block);
  code.tabIndex = 0;
  const copy = document.createElement('button');
  copy.type = 'button';
  copy.className = 'copy';
  copy.textContent = 'Copy';
  copy.addEventListener('click', async () => {
    await navigator.clipboard.writeText(code.textContent);
    copy.textContent = 'Copied';
    setTimeout(() => { copy.textContent = 'Copy'; }, 2000);
  });
  block.append(code, copy);
}
