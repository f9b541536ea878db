// Which row of a list is chosen: Tab comes to that one only, and the keys move from there. It may be out of the document.

export class Chosen {
  #id = null;
  #wantsFocus = false;

  constructor(table) {
    this.table = table;
  }

  get id() {
    return this.#id;
  }

  row(id = this.#id) {
    return id ? this.table.querySelector(`tr[data-row="${CSS.escape(id)}"]`) : null;
  }

  rows() {
    return [...this.table.querySelectorAll('tr[data-row]')];
  }

  hasFocus() {
    return !!document.activeElement?.closest('tr[data-row]');
  }

  choose(id) {
    if (!id) {
      return;
    }
    this.#id = id;
    for (const row of this.rows()) {
      const isIt = row.dataset.row === id;
      row.classList.toggle('chosen', isIt);
      link(row).tabIndex = isIt ? 0 : -1;
    }
  }

  /** At once, or as soon as it comes. */
  focus(id) {
    this.choose(id);
    const row = this.row();
    this.#wantsFocus = !row;
    if (row) {
      link(row).focus({ preventScroll: true });
    }
  }

  /** Rows have come. */
  came(body) {
    this.choose(this.#id ?? body.rows[0]?.dataset.row);
    if (this.#wantsFocus) {
      this.focus(this.#id);
    }
  }
}

function link(row) {
  return row.querySelector('.open-row');
}
