package io.paydesk.payment;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;

/**
 * What the card's issuer warned of, as its payment shows it.
 *
 * @param fraudType in Stripe's own words; may be null
 * @param actionable whether a refund may still prevent a dispute
 */
@RegisterForReflection
public record PaymentFraudWarning(
    String warningId, String fraudType, boolean actionable, Instant warnedAt) {}
