// One method: its fields. Several: tabs, or a list that opens.

const layoutOf = ({ layout }) => (typeof layout === 'string' ? { type: layout } : { type: 'tabs', ...layout });

function tab(method, accordion) {
  const radio = el('input', { type: 'radio', name: 'method', value: method.type, class: 'Radio' });
  const label = el('label', { class: accordion ? 'AccordionButton' : 'Tab' },
    radio, icon(ICONS[method.type], 'TabIcon'), el('span', { class: 'TabLabel' }, word(method.type)));
  return { radio, label };
}

/**
 * @param chosen is told of each change: a method, or null for none
 * @return the node, and how to choose
 */
function choiceOf(methods, options, chosen) {
  if (methods.length === 1) {
    return { node: methods[0].node, choose: () => chosen(methods[0]), chosen: () => methods[0] };
  }
  const { type, defaultCollapsed = false, spacedAccordionItems = false } = layoutOf(options);
  const accordion = type === 'accordion';
  const parts = methods.map((method) => ({ method, ...tab(method, accordion) }));
  let now = null;
  const show = (wanted) => {
    now = wanted;
    for (const { method, radio, label } of parts) {
      radio.checked = method === wanted;
      method.node.hidden = method !== wanted;
      const box = accordion ? label.parentElement : label;
      box.classList.toggle(accordion ? 'AccordionItem--selected' : 'Tab--selected', method === wanted);
    }
    chosen(wanted);
  };
  parts.forEach(({ method, radio }) => radio.addEventListener('change', () => show(method)));
  const legend = el('legend', { class: 'Unseen' }, word('methods'));
  const node = accordion
    ? el('fieldset', { class: `Accordion${spacedAccordionItems ? ' Accordion--spaced' : ''}` }, legend,
      ...parts.map(({ method, label }) => el('div', { class: 'AccordionItem' }, label, method.node)))
    : el('div', {},
      el('fieldset', { class: 'Tabs' }, legend, ...parts.map(({ label }) => label)),
      ...methods.map((method) => method.node));
  return { node, choose: (wanted) => show(wanted === undefined ? (defaultCollapsed ? null : methods[0]) : wanted), chosen: () => now };
}
