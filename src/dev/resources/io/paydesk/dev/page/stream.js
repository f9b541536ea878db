import { growing } from './pace.js';

/**
 * The connection over which the server tells what changed. After a cut EventSource comes back by
 * itself, and names the last event it saw; after a refusal it does not, and this does it.
 */
export class ChangeStream {
  #to;
  #source;
  #timer;
  #attempt = 0; // what was begun under an earlier number is over
  #failures = 0;
  #lastId = '';
  #wasLive = false;
  #open = false;

  /**
   * `ticket()` gets the cookie that stands for a token, as EventSource sends none, and answers what
   * the stream is to be of; `opened()`: what changed until now may have been missed; `changed(kind,
   * row)`; `reset()`: what was known may not be true any more; `told(state, reason)`.
   */
  constructor(to) {
    this.#to = to;
  }

  open() {
    if (this.#open) return;
    this.#open = true;
    this.#connect();
  }

  close() {
    this.#open = false;
    this.#hangUp();
  }

  #hangUp() {
    this.#attempt++;
    clearTimeout(this.#timer);
    this.#source?.close();
  }

  async #connect() {
    this.#hangUp();
    const attempt = this.#attempt;
    this.#to.told(this.#wasLive ? 'reconnecting' : 'connecting');
    try {
      const scope = await this.#to.ticket();
      if (attempt === this.#attempt) this.#listen(new URLSearchParams(scope));
    } catch (problem) {
      if (attempt === this.#attempt) this.#refused(problem);
    }
  }

  #listen(query) {
    if (this.#lastId) query.set('lastEventId', this.#lastId);
    const source = new EventSource(`/v1/changes?${query}`);
    this.#source = source;
    source.addEventListener('open', () => {
      this.#failures = 0;
      this.#wasLive = true;
      this.#to.told('live');
      this.#to.opened();
    });
    source.addEventListener('error', () => {
      if (source.readyState === EventSource.CLOSED) this.#connectLater();
      else this.#to.told(this.#wasLive ? 'reconnecting' : 'connecting');
    });
    for (const kind of ['payment', 'refund', 'recurring_payment']) {
      source.addEventListener(kind, (event) => this.#changed(kind, event));
    }
    source.addEventListener('reset', () => this.#reset());
    source.addEventListener('end', ({ data }) => this.#ended(JSON.parse(data).reason));
  }

  #changed(kind, { data, lastEventId }) {
    this.#lastId = lastEventId || this.#lastId;
    this.#to.changed(kind, JSON.parse(data));
  }

  #reset() {
    this.#lastId = '';
    this.#to.reset();
  }

  #ended(reason) {
    this.#to.told('ended', reason);
    // For any other reason EventSource comes back as it is.
    if (reason === 'token-expired') this.#connectLater();
  }

  #refused(problem) {
    if (!problem.final) return this.#connectLater();
    this.close();
    this.#to.told('ended', problem.title);
  }

  #connectLater() {
    this.#hangUp();
    this.#to.told(this.#wasLive ? 'reconnecting' : 'connecting');
    this.#timer = setTimeout(() => this.#connect(), growing(++this.#failures));
  }
}
