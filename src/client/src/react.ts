import { createContext, createElement, useCallback, useContext, useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import type { Entitlement, Paydesk, Watched } from './index.js';

const Context = createContext<Paydesk | undefined>(undefined);

/** Around whatever uses the hooks: `<PaydeskProvider paydesk={client}>`, its client made once. */
export function PaydeskProvider({ paydesk, children }: { paydesk: Paydesk; children?: ReactNode }) {
  return createElement(Context.Provider, { value: paydesk }, children);
}

/** The client of the provider around this component. */
export function usePaydesk(): Paydesk {
  const paydesk = useContext(Context);
  if (!paydesk) throw new Error('There is no PaydeskProvider around this component');
  return paydesk;
}

/** The order and its payments as they change; without an id there is nothing to watch yet. */
export function usePayment(orderId: number | undefined): Partial<Watched> & { error?: unknown } {
  const paydesk = usePaydesk();
  const [seen, setSeen] = useState<{ of?: number } & Partial<Watched> & { error?: unknown }>({});
  useEffect(() => {
    if (orderId === undefined) return;
    return paydesk.watch({ orderId }, (watched) => setSeen({ of: orderId, ...watched }), {
      onError: (error) => setSeen({ of: orderId, error }),
    });
  }, [paydesk, orderId]);
  // What is still there of another order is not this one's.
  return seen.of === orderId ? seen : {};
}

/** What is known of a payer's right to a price. */
export interface SeenEntitlement {
  /** Undefined until it is known. */
  active: boolean | undefined;
  /** With its quantity, and until when. Undefined where there is none. */
  entitlement: Entitlement | undefined;
  /** Why it could not be read the last time. */
  error: unknown;
  /** Reads it again. It is read by itself as often as a subscription of the payer changes. */
  refresh: () => void;
}

/** Whether the payer may use a price now, and until when. */
export function useEntitlement(priceId: string, userId?: string): SeenEntitlement {
  const paydesk = usePaydesk();
  const [seen, setSeen] = useState<{ by: Paydesk; of: string | undefined; all: Entitlement[] }>();
  const [error, setError] = useState<unknown>();
  const [asked, setAsked] = useState(0);
  const refresh = useCallback(() => setAsked((times) => times + 1), []);

  useEffect(() => {
    const over = new AbortController();
    paydesk.entitlements(userId, over.signal).then(
      (found) => {
        setSeen({ by: paydesk, of: userId, all: found });
        setError(undefined);
      },
      (problem: unknown) => over.signal.aborted || setError(problem),
    );
    return () => over.abort();
  }, [paydesk, userId, asked]);

  useEffect(
    () =>
      paydesk.changes({}, ({ kind }) => {
        if (kind === 'recurring_payment' || kind === 'reset') refresh();
      }),
    [paydesk, refresh],
  );

  // What another user may use is nobody else's.
  const all = seen?.by === paydesk && seen.of === userId ? seen.all : undefined;
  const entitlement = all?.find((one) => one.priceId === priceId);
  // A period may end while the page is open; by this clock sooner than by the server's.
  useEffect(() => {
    if (!entitlement) return;
    const left = Date.parse(entitlement.until) - Date.now();
    if (left > LONGEST_TIMER) return;
    const timer = setTimeout(refresh, left > 0 ? left + MOMENT : LATER);
    return () => clearTimeout(timer);
  }, [entitlement, refresh]);

  return { active: all && entitlement !== undefined, entitlement, error, refresh };
}

const MOMENT = 500;
const LATER = 30_000;
const LONGEST_TIMER = 2 ** 31 - 1 - MOMENT;
