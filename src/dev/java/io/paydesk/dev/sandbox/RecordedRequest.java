package io.paydesk.dev.sandbox;

import java.util.Map;

/**
 * One request to {@code /v1} as it came in, even if it was refused.
 *
 * @param params form or query parameters under their bracketed names, lists numbered from 0
 * @param idempotencyKey null without the header
 * @param stripeVersion null without the header
 */
public record RecordedRequest(
    String method,
    String path,
    Map<String, String> params,
    String idempotencyKey,
    String stripeVersion) {}
