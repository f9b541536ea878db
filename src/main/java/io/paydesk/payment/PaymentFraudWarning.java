package io.paydesk.payment;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An early fraud warning as its payment shows it.
 *
 * @param fraudType as Stripe states it
 * @param actionable whether a refund may still prevent a dispute
 */
@RegisterForReflection
public record PaymentFraudWarning(
    String warningId, @Nullable String fraudType, boolean actionable, Instant warnedAt) {}
