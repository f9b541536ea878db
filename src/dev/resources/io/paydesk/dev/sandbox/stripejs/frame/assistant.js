// What Stripe's own pages do not have: the test cards, at a click.

function assistant(cards, take) {
  const details = el('details', { class: 'Assistant', dir: 'ltr', lang: 'en' },
    el('summary', {}, 'Test mode: pick a card'));
  const list = el('ul', { class: 'Cards' });
  for (const card of cards.filter(({ type }) => type === 'card')) {
    const button = el('button', { type: 'button', class: 'TestCard' },
      el('span', { class: 'TestNumber' }, card.number.replace(/(.{4})(?=.)/g, '$1 ')), el('span', {}, card.label));
    button.addEventListener('click', () => {
      details.open = false;
      take(card);
    });
    list.append(el('li', {}, button));
  }
  details.append(list);
  return details;
}
