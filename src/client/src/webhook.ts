import { createHmac, timingSafeEqual } from 'node:crypto';
import { PaydeskProblem } from './problem.js';
import type { Delivery } from './types.js';

/** As Node and frameworks have them, in any case, or of the Fetch standard. */
export type DeliveryHeaders =
  | {
      /** As `Headers` of the Fetch standard has it. */
      get(name: string): string | null;
    }
  | Readonly<Record<string, string | readonly string[] | undefined>>;

/** How strictly a delivery is taken. */
export interface UnwrapOptions {
  /** How many seconds its time may be away from this machine's: 300, if left out. */
  tolerance?: number;
}

/**
 * What Paydesk tells your address. It is from whoever has the secret, unchanged, and of the last
 * five minutes, or this throws a `PaydeskProblem` of status 400. Act once for each `id`: a delivery
 * whose answer was lost comes again.
 *
 * @param body as it came, byte by byte; nothing that was parsed before
 * @param headers with `webhook-id`, `webhook-timestamp` and `webhook-signature`
 * @param secret `whsec_...`, or all that are good while you change from one to another
 * @throws TypeError where the secret or the body is none, which is your server's mistake
 * @see https://www.standardwebhooks.com
 */
export function unwrap(
  body: string | Uint8Array | ArrayBuffer,
  headers: DeliveryHeaders,
  secret: string | readonly string[],
  { tolerance = 300 }: UnwrapOptions = {},
): Delivery & { id: string } {
  const keys = [secret].flat().map(keyOf);
  if (keys.length === 0) throw new TypeError('unwrap() needs a secret');
  const bytes = bytesOf(body);
  const id = header(headers, 'webhook-id');
  const timestamp = header(headers, 'webhook-timestamp');
  const signatures = header(headers, 'webhook-signature');
  if (!id || !/^\d{1,12}$/.test(timestamp) || !signatures) throw notSigned('A header is missing.');
  if (Math.abs(Date.now() / 1000 - Number(timestamp)) > tolerance) {
    throw notSigned(`It is more than ${tolerance} seconds away: compare the clocks.`);
  }
  const theirs = signatures
    .split(' ')
    .filter((one) => one.startsWith('v1,'))
    .map((one) => Buffer.from(one.slice(3), 'base64'));
  const isOurs = keys.some((key) => {
    const own = createHmac('sha256', key).update(`${id}.${timestamp}.`).update(bytes).digest();
    return theirs.some((one) => one.length === own.length && timingSafeEqual(one, own));
  });
  if (!isOurs) throw notSigned('Its signature is of another secret, or of another body.');
  return { ...read(bytes), id };
}

function keyOf(secret: unknown): Buffer {
  const key = Buffer.from(String(secret ?? '').trim().replace(/^whsec_/, ''), 'base64');
  if (key.length === 0) throw new TypeError('unwrap() needs a secret: whsec_ and base64');
  return key;
}

function bytesOf(body: unknown): Uint8Array {
  if (typeof body === 'string') return Buffer.from(body);
  if (body instanceof Uint8Array) return body;
  if (body instanceof ArrayBuffer) return new Uint8Array(body);
  throw new TypeError(
    'unwrap() needs the body as it came, before anything parses it: ' +
      'express.raw() in Express, await request.text() of the Fetch standard',
  );
}

function read(bytes: Uint8Array): Delivery {
  try {
    const delivery: unknown = JSON.parse(Buffer.from(bytes).toString('utf8'));
    if (typeof delivery === 'object' && delivery) return delivery as Delivery;
  } catch {
    // as what is no object
  }
  throw new PaydeskProblem({ title: 'The delivery is no JSON object', status: 400 });
}

/** Empty where it is missing. Paydesk sends each once, but a proxy may make a list of it. */
function header(headers: DeliveryHeaders, name: string): string {
  if (typeof headers !== 'object' || !headers) return '';
  if (typeof headers.get === 'function') return String(headers.get(name) ?? '');
  const found = Object.entries(headers).find(([key]) => key.toLowerCase() === name);
  return [found?.[1] ?? ''].flat().join(' ').trim();
}

const notSigned = (detail: string) =>
  new PaydeskProblem({ title: 'The delivery is not signed', detail, status: 400 });
