// How the frame talks with the page around it: by a channel that nobody else has.

const ORIGIN = location.origin;
let port = null;

const say = (says, value) => port?.postMessage({ says, value });

/**
 * @param greeted is given the page's greeting
 * @param does what the page may ask for, by name; what it returns is the answer
 */
function listen(greeted, does) {
  addEventListener('message', ({ source, data, ports }) => {
    if (source !== parent || data?.paydesk !== 'hello' || port) return;
    [port] = ports;
    port.onmessage = async ({ data: { what, value, number } }) => {
      const answer = await does[what]?.(value ?? {});
      if (number !== undefined) port.postMessage({ answers: number, value: answer });
    };
    greeted(data);
    new ResizeObserver(() => say('height', Math.ceil(document.body.getBoundingClientRect().height)))
      .observe(document.body);
  });
  addEventListener('focusin', () => say('focus', true));
  addEventListener('focusout', ({ relatedTarget }) => relatedTarget ?? say('focus', false));
  addEventListener('keydown', ({ key }) => key === 'Escape' && say('escape'));
}
