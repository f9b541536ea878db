// Says how many rows were made since the list was shown. The list does not jump: whoever wants them asks for them.

import { forget } from './place.js';

/** Between two looks. */
const PAUSE = 2_000;

/** Between two sums, which cost more. */
const LONGER = 10_000;

export class Fresh {
  #looking = 0;
  #again = false;
  #summing = 0;

  constructor(home, address, pages) {
    this.address = address;
    this.pages = pages;
    this.place = document.getElementById('fresh');
    // The list is of use without its sum.
    document.getElementById('desk-sum').addEventListener('htmx:beforeSwap', ({ target, detail }) => {
      if (detail.isError) {
        target.querySelector('.bone')?.remove();
      }
    });
    this.place.addEventListener('click', ({ target }) => {
      if (target.closest('.fresh-button')) {
        forget();
        location.assign(home);
      }
    });
  }

  /** What the list comes to may be something else by now. */
  #sum() {
    this.#summing ||= setTimeout(() => {
      this.#summing = 0;
      htmx.trigger('#desk-sum', 'load-sum');
    }, LONGER);
  }

  /** The newest have just been read. */
  read() {
    this.place.replaceChildren();
    htmx.trigger('#desk-sum', 'load-sum');
  }

  /** The button that is there already may have the focus. */
  #tell(html) {
    const page = document.createElement('template');
    page.innerHTML = html;
    const [now] = page.content.children;
    const [shown] = this.place.children;
    if (!now || !shown) {
      this.place.replaceChildren(page.content);
    } else if (now.textContent !== shown.textContent) {
      shown.dataset.fresh = now.dataset.fresh;
      shown.textContent = now.textContent;
    }
  }

  look() {
    this.#sum();
    const { row, start } = this.pages.first();
    const isNewestFirst = !new URLSearchParams(this.address({})).get('sort');
    if (this.#looking || !isNewestFirst || document.hidden) {
      this.#again = true;
      return;
    }
    this.#again = false;
    this.#looking = setTimeout(() => {
      this.#looking = 0;
      if (this.#again) {
        this.look();
      }
    }, PAUSE);
    const url = this.address({ part: 'fresh', 'since-row': row, after: start });
    fetch(url, { headers: { 'HX-Request': 'true', 'X-Paydesk-Unattended': '1' } })
      .then((answer) => (answer.ok ? answer.text() : null))
      .then((html) => {
        if (html !== null) {
          this.#tell(html.trim());
        }
      })
      .catch(() => {});
  }
}
