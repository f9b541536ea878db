package io.paydesk.webhook.callback;

import io.paydesk.stripe.InvoiceGateway.InvoiceWithPayments;
import io.paydesk.webhook.callback.Subscribers.Clue;
import java.util.List;

/**
 * What Stripe answered for one event.
 *
 * @param clue whose invoice it is
 * @param invoices this one; while none has paid the first order, all that are paid, as else a later
 *     one could take the first one's place
 * @param complete whether these are all
 */
public record InvoiceNews(Clue clue, List<InvoiceWithPayments> invoices, boolean complete) {}
