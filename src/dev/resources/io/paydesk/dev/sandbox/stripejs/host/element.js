// What all elements have in common: a place on the page, and a life.

function placeOf(where) {
  if (typeof where === 'string') {
    const found = document.querySelectorAll(where);
    must(found.length > 0, `mount('${where}'): no element of this page has this selector. Is it there already?`);
    return found[0];
  }
  must(where instanceof HTMLElement, 'mount() needs a selector or an HTML element.');
  return where;
}

class StripeElement extends Emitter {
  #place = null;
  #destroyed = false;
  #group;

  constructor(group, type) {
    super();
    this.#group = group;
    this._type = type;
  }

  mount(where) {
    must(!this.#destroyed, 'This element is destroyed. Create another one.');
    const place = placeOf(where);
    if (this.#place === place) return;
    this.unmount();
    this.#place = place;
    place.classList.add('StripeElement');
    this._appear(place);
  }

  unmount() {
    if (!this.#place) return;
    this._vanish();
    this.#place.classList.remove('StripeElement', 'StripeElement--focus');
    this.#place.replaceChildren();
    this.#place = null;
  }

  destroy() {
    this.unmount();
    this.#destroyed = true;
    this.#group._forget(this);
  }

  get _mounted() {
    return this.#place !== null;
  }

  _focused(now) {
    this.#place?.classList.toggle('StripeElement--focus', now);
    this._tell(now ? 'focus' : 'blur', { elementType: this._type });
  }

  update() {
    return this;
  }

  blur() {}
  clear() {}
  focus() {}
}
