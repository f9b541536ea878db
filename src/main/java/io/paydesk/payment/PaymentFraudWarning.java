package io.paydesk.payment;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;

/**
 * An early fraud warning as its payment shows it.
 *
 * @param fraudType as Stripe states it; may be null
 * @param actionable whether a refund may still prevent a dispute
 */
@RegisterForReflection
public record PaymentFraudWarning(
    String warningId, String fraudType, boolean actionable, Instant warnedAt) {}
