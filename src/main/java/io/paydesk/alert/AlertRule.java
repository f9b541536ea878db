package io.paydesk.alert;

import java.time.Duration;

/**
 * One rule for what is unusual.
 *
 * @param threshold in the kind's unit; a number that reaches it raises an alert; 0 turns the rule
 *     off
 * @param window how far back a look reads
 * @param sql finds {@code subject} and {@code observed} of all that reach the threshold. {@code $1}
 *     is where the window begins (exclusive), {@code $2} where it ends (inclusive), {@code $3} the
 *     threshold
 */
record AlertRule(AlertKind kind, long threshold, Duration window, String sql) {}
