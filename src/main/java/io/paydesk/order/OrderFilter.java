package io.paydesk.order;

/**
 * Which orders a list shows; null shows all. An owner's list shows only their own, and is empty
 * where {@code userId} is somebody else.
 */
record OrderFilter(String userId, OrderStatus status) {}
