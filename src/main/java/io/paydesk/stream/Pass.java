package io.paydesk.stream;

import io.paydesk.caller.Caller;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The right to open a stream.
 *
 * @param orderId the one order that it is for; null for all that the caller may see
 * @param paymentId the one payment that it is for; null likewise
 * @param until when the token behind it expires
 * @param session of the shop's page that it ends with; null where it came by none
 */
record Pass(
    Caller caller,
    @Nullable Long orderId,
    @Nullable Long paymentId,
    Instant until,
    @Nullable String session) {}
