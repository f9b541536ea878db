/**
 * What is known of the order, and of what belongs to it. Readings and events overtake each other:
 * a state that is older than the one known is dropped, so that nothing shown goes backwards.
 */
export class Rows {
  #kinds = {
    order: new Map(), payment: new Map(), refund: new Map(),
    recurring_payment: new Map(), renewal: new Map(), entitlements: new Map(),
  };

  keep(kind, row) {
    const known = this.#kinds[kind].get(row.id);
    if (!known || known.version <= row.version) this.#kinds[kind].set(row.id, row);
  }

  /** The latest made first. */
  all(kind) {
    return [...this.#kinds[kind].values()].sort((one, other) => other.id - one.id);
  }

  latest(kind) {
    return this.all(kind)[0];
  }
}
