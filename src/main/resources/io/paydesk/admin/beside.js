// The row beside the list, or over it where there is no room. The address is the row's, so that it can be shared and loaded
// anew; back, or Escape, leads to the list as it was.
import { failed } from './failed.js';

const NARROW = matchMedia('(width < 900px)');

export class Beside {
  /** Before the address changes. */
  onOpen = () => {};
  /** What the row that is asked for now comes into. */
  #shown = null;

  constructor(desk, home, chosen) {
    this.desk = desk;
    this.home = home;
    this.chosen = chosen;
    this.place = document.getElementById('beside');
    this.inside = document.getElementById('beside-inside');
    this.title = document.title;
    document.getElementById('beside-close').addEventListener('click', () => this.close());
    NARROW.addEventListener('change', () => this.#cover());
    addEventListener('popstate', () => this.#follow());
  }

  isOpen() {
    return !this.place.hidden;
  }

  /** @param row of the table */
  open(row) {
    const path = row.querySelector('.open-row').getAttribute('href');
    this.onOpen();
    if (this.isOpen()) {
      history.replaceState({ ...history.state, row: row.dataset.row }, '', path);
    } else {
      history.pushState({ ...history.state, row: row.dataset.row, isBeside: true }, '', path);
    }
    this.#show(path);
  }

  close() {
    if (history.state?.isBeside) {
      history.back();
    } else {
      history.replaceState({ ...history.state, row: null }, '', this.home);
      this.#hide();
    }
  }

  #follow() {
    const { pathname, search } = location;
    if (pathname + search === this.home) {
      if (this.isOpen()) {
        this.#hide();
      }
    } else if (history.state?.isBeside && history.state.list?.home === this.home) {
      this.chosen.choose(history.state.row);
      this.#show(pathname);
    } else {
      location.reload();
    }
  }

  /** Each row has a place of its own: what comes late for another is never shown under this one's address. */
  async #show(path) {
    this.#leave();
    const shown = document.createElement('div');
    shown.id = 'beside-row';
    shown.dataset.refresh = path;
    shown.append(document.getElementById('beside-bones').content.cloneNode(true));
    this.#shown = shown;
    this.place.hidden = false;
    this.desk.classList.add('has-beside');
    document.getElementById('beside-whole').href = path;
    this.#cover();
    this.inside.setAttribute('aria-busy', 'true');
    this.inside.replaceChildren(shown);
    this.place.scrollTop = 0;
    const problem = await failed(shown, () =>
      htmx.ajax('GET', path, { source: shown, target: shown, swap: 'innerHTML' }),
    );
    if (this.#shown !== shown) {
      return;
    }
    this.inside.removeAttribute('aria-busy');
    if (problem) {
      shown.replaceChildren(problem);
    }
    // htmx takes a title that it is sent. It is what the browser's history shows.
    const heading = shown.querySelector('h1, h2') ?? this.inside;
    heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
  }

  /** Dialogs of the row that was shown go with it. */
  #leave() {
    document.dispatchEvent(new CustomEvent('paydesk:left'));
    this.#forget();
  }

  /** Nobody waits any more for what was asked for. */
  #forget() {
    if (this.#shown) {
      htmx.trigger(this.#shown, 'htmx:abort');
      this.#shown = null;
    }
  }

  #hide() {
    this.#leave();
    const had = this.place.contains(document.activeElement) || document.activeElement === document.body;
    this.place.hidden = true;
    this.inside.replaceChildren();
    this.desk.classList.remove('has-beside');
    document.title = this.title;
    this.#cover();
    const row = this.chosen.row();
    if (had && row) {
      this.chosen.focus(row.dataset.row);
      row.scrollIntoView({ block: 'nearest' });
    }
  }

  /** Where the row lies over the list, the list is not there for the keyboard either. */
  #cover() {
    const covers = this.isOpen() && NARROW.matches;
    document.documentElement.classList.toggle('is-covered', covers);
    this.desk.querySelector('.desk-list').inert = covers;
  }
}
