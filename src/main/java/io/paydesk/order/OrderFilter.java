package io.paydesk.order;

import org.jspecify.annotations.Nullable;

/**
 * Which orders a list shows; null shows all. An owner's list shows only their own, and is empty
 * where {@code userId} is somebody else.
 */
record OrderFilter(@Nullable String userId, @Nullable OrderStatus status) {}
