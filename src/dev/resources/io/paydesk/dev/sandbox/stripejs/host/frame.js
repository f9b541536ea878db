// A frame of the pretend Stripe's origin, so that the page cannot read what is typed there.

// A little larger than its place: what has the focus has a ring around it.
const FRAME_LOOK = {
  border: '0', margin: '-4px', padding: '0', width: 'calc(100% + 8px)', minWidth: 'calc(100% + 8px)',
  display: 'block', overflow: 'hidden', colorScheme: 'light only', transition: 'height 120ms ease-out',
};

let frames = 0;

class Frame {
  #iframe = document.createElement('iframe');
  #port = null;
  #asked = new Map();
  #number = 0;
  #hear;
  #greeting;

  /**
   * @param greeting what the frame is told first
   * @param hear is given what the frame says by itself
   */
  constructor(path, title, greeting, hear) {
    this.#greeting = greeting;
    this.#hear = hear;
    Object.assign(this.#iframe, {
      src: ORIGIN + path, title, name: `__privateStripeFrame${++frames}`, allow: 'payment *',
    });
    Object.assign(this.#iframe.style, FRAME_LOOK, { height: '1px' });
    if (matchMedia('(prefers-reduced-motion: reduce)').matches) this.#iframe.style.transition = 'none';
    // It is loaded anew each time that it is put elsewhere.
    this.#iframe.addEventListener('load', () => this.#meet());
  }

  putInto(node) {
    node.replaceChildren(this.#iframe);
  }

  #meet() {
    const { port1, port2 } = new MessageChannel();
    this.#port?.close();
    this.#port = port1;
    port1.onmessage = ({ data }) => this.#heard(data);
    this.#iframe.contentWindow?.postMessage({ paydesk: 'hello', ...this.#greeting }, ORIGIN, [port2]);
  }

  #heard({ says, answers, value }) {
    if (answers !== undefined) {
      this.#asked.get(answers)?.(value);
      this.#asked.delete(answers);
    } else if (says === 'height') {
      this.#iframe.style.height = `${value}px`;
    } else {
      this.#hear(says, value);
    }
  }

  /** What it is told now, and when it is loaded anew. */
  tell(what, value) {
    this.#greeting = { ...this.#greeting, ...value };
    this.#port?.postMessage({ what, value });
  }

  ask(what, value) {
    const number = ++this.#number;
    return new Promise((answered) => {
      this.#asked.set(number, answered);
      this.#port.postMessage({ what, value, number });
    });
  }

  /** Takes no room while it has nothing to show. */
  hide(hidden) {
    this.#iframe.style.display = hidden ? 'none' : 'block';
  }

  remove() {
    this.#port?.close();
    this.#port = null;
    this.#iframe.remove();
  }
}
