package io.paydesk.webhook.callback;

import io.paydesk.recurring.FailedRenewal.Failed;
import io.paydesk.stripe.StripeOutcome.Refused;
import io.paydesk.stripe.SubscriptionSnapshot;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Stripe's answer about an event's subscription.
 *
 * @param subscription null where Stripe does not know it
 * @param missing how Stripe said so; null where it knows it
 * @param askedAt when it was asked
 * @param failed why an invoice was not paid, or a card not taken; null where the event is not about
 *     that, and the app knows of every failed renewal
 */
public record SubscriptionNews(
    @Nullable SubscriptionSnapshot subscription,
    @Nullable Refused<?> missing,
    Instant askedAt,
    @Nullable Failed failed) {}
