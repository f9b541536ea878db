package io.paydesk.webhook.callback;

import io.paydesk.stripe.InvoiceGateway.InvoiceWithPayments;
import io.paydesk.webhook.callback.Subscribers.Clue;
import java.util.List;

/**
 * Stripe's answer for one event.
 *
 * @param clue whose invoice it is
 * @param invoices the event's own; while none has paid the first order, all paid ones, as a later
 *     one could otherwise take the first one's place
 * @param complete whether these are all
 */
public record InvoiceNews(Clue clue, List<InvoiceWithPayments> invoices, boolean complete) {}
