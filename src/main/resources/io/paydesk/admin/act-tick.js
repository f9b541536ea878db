// <button data-tick="a b"> ticks these boxes of its part of a form, and no others.

document.addEventListener('click', ({ target }) => {
  const preset = target.closest?.('[data-tick]');
  if (preset) {
    const part = preset.closest('[data-least]');
    const wanted = preset.dataset.tick.split(' ');
    for (const box of part.querySelectorAll('input[type=checkbox]')) {
      box.checked = wanted.includes(box.value);
    }
    part.dispatchEvent(new Event('input', { bubbles: true }));
  }
});
