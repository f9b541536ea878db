// A field: a label above, an error below, and what is wrong with what is entered.

class Field {
  #error;
  #wrong;

  /**
   * @param input the control
   * @param wrong the code of what is wrong with the value; null if nothing
   */
  constructor(name, label, input, wrong, extra) {
    this.name = name;
    this.input = input;
    this.#wrong = wrong;
    const id = `Field-${name}Input`;
    this.#error = el('p', { class: 'Error', id: `Field-${name}Error`, role: 'alert', hidden: true });
    Object.assign(input, { id, name });
    input.setAttribute('aria-describedby', this.#error.id);
    this.node = el('div', { class: `Field Field--${name}` },
      el('label', { class: 'Label', for: id }, label),
      el('div', { class: 'Box' }, input, extra ?? null), this.#error);
    // Somebody who is still typing is not told that it is incomplete.
    input.addEventListener('input', () => this.show(this.#final()));
    input.addEventListener('blur', () => input.value && this.show(this.wrong()));
  }

  #final() {
    const wrong = this.wrong();
    return wrong?.startsWith('incomplete') ? null : wrong;
  }

  wrong() {
    return this.#wrong(this.input.value);
  }

  /** Null takes the error away. */
  show(code, text) {
    const shown = text ?? (code && word(code));
    this.#error.textContent = shown ?? '';
    this.#error.hidden = !shown;
    this.input.classList.toggle('Input--invalid', Boolean(shown));
    this.input.setAttribute('aria-invalid', Boolean(shown));
  }

  set(value) {
    this.input.value = value;
    this.input.dispatchEvent(new InputEvent('input', { bubbles: true }));
  }
}

const textInput = (attributes) => el('input', { class: 'Input', type: 'text', ...attributes });

function selectInput(options, chosen, attributes = {}) {
  const select = el('select', { class: 'Input', ...attributes });
  for (const [value, text] of options) select.add(new Option(text, value, false, value === chosen));
  return select;
}

/** Fields that belong together: their first error, and whether all is entered. */
class Fields {
  constructor(all) {
    this.all = all.filter(Boolean);
  }

  get(name) {
    return this.all.find((field) => field.name === name);
  }

  value(name) {
    return this.get(name)?.input.value.trim();
  }

  get complete() {
    return this.all.every((field) => field.wrong() === null);
  }

  get empty() {
    return this.all.every(({ input }) => input.tagName === 'SELECT' || input.value === '');
  }

  /** Shows all that is wrong, and returns the first. */
  check() {
    const wrong = this.all.filter((field) => field.wrong() !== null);
    wrong.forEach((field) => field.show(field.wrong()));
    wrong[0]?.input.focus();
    const code = wrong[0]?.wrong();
    return code && { type: 'validation_error', code, message: word(code) };
  }

  clear() {
    this.all.filter(({ input }) => input.tagName === 'INPUT').forEach((field) => field.set(''));
  }
}
