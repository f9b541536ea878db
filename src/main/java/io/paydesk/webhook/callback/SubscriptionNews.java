package io.paydesk.webhook.callback;

import io.paydesk.recurring.FailedRenewal.Failed;
import io.paydesk.stripe.StripeOutcome.Refused;
import io.paydesk.stripe.SubscriptionSnapshot;
import java.time.Instant;

/**
 * What Stripe answered about an event's subscription.
 *
 * @param subscription null where Stripe does not know it
 * @param missing Stripe's word for that; null where it knows it
 * @param askedAt when it was asked
 * @param failed why an invoice was not paid, or a card not taken; null where the event is not about
 *     that, and no renewal has failed that the app was not told of
 */
public record SubscriptionNews(
    SubscriptionSnapshot subscription, Refused<?> missing, Instant askedAt, Failed failed) {}
