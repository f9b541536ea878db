/**
 * Idempotency keys of requests whose answer is not known yet. They outlive a reload of the page, so
 * that the payer who presses again sends the same request again.
 */
const NAME = 'paydesk:';

export async function keyed<T>(
  request: unknown,
  send: (key: string) => Promise<T>,
  isOpen: (error: unknown) => boolean,
): Promise<T> {
  const name = NAME + JSON.stringify(request);
  const key = remembered(name);
  try {
    const answer = await send(key);
    forget(name);
    return answer;
  } catch (error) {
    if (!isOpen(error)) forget(name);
    throw error;
  }
}

function remembered(name: string): string {
  const key = crypto.randomUUID();
  try {
    const known = sessionStorage.getItem(name);
    if (!known) sessionStorage.setItem(name, key);
    return known ?? key;
  } catch {
    return key; // there is no storage: where the browser forbids it
  }
}

function forget(name: string): void {
  try {
    sessionStorage.removeItem(name);
  } catch {
    // nor is there anything to forget
  }
}
