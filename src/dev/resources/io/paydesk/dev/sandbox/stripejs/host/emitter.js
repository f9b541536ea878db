class Emitter {
  #handlers = new Map();

  on(event, handler) {
    must(typeof event === 'string', 'on() needs the name of an event.');
    must(typeof handler === 'function', `on('${event}', ...) needs a function.`);
    this.#handlers.set(event, [...(this.#handlers.get(event) ?? []), handler]);
    return this;
  }

  once(event, handler) {
    const first = (happened) => {
      this.off(event, first);
      handler(happened);
    };
    first.of = handler;
    return this.on(event, first);
  }

  off(event, handler) {
    const kept = (this.#handlers.get(event) ?? []).filter(
      (each) => handler && each !== handler && each.of !== handler,
    );
    this.#handlers.set(event, kept);
    return this;
  }

  _hears(event) {
    return (this.#handlers.get(event) ?? []).length > 0;
  }

  /** Hidden from the interface, which has no such name. */
  _tell(event, happened) {
    (this.#handlers.get(event) ?? []).forEach((handler) => handler(happened));
  }
}
