// What an endpoint of the app's is sent, as a terminal shows it.

import { $, text } from './view.js';

/** What came long ago makes way; in characters. */
const MOST = 40_000;

let listening = null;

export function listenOrStop() {
  if (listening) stop();
  else listen();
}

async function listen() {
  const mine = (listening = new AbortController());
  $('deliveries').hidden = false;
  text('listen', 'Stop');
  try {
    const answer = await fetch('/dev/deliveries', { signal: mine.signal });
    if (!answer.ok) throw new Error(`HTTP status ${answer.status}.`);
    const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      $('deliveries').textContent = ($('deliveries').textContent + part.value).slice(-MOST);
      $('deliveries').scrollTop = $('deliveries').scrollHeight;
    }
    stop();
  } catch (problem) {
    if (mine.signal.aborted) return;
    stop();
    text('deliveries-note', `No longer listening: ${problem.message}`);
  }
}

function stop() {
  listening?.abort();
  listening = null;
  text('listen', 'Listen');
}

// A browser has few connections to one host.
window.addEventListener('pagehide', stop);
