package io.paydesk.alert;

import java.time.Duration;

/**
 * One way of being unusual.
 *
 * @param threshold the number, in the kind's unit, from which on it is; 0 turns the rule off
 * @param window the time before a look that is looked at
 * @param sql finds {@code subject} and {@code observed} of all that reach the threshold: {@code $1}
 *     is the window's begin, which is no more in it, {@code $2} its end, which is, and {@code $3}
 *     the threshold
 */
record AlertRule(AlertKind kind, long threshold, Duration window, String sql) {}
