package io.paydesk.order;

/**
 * Which orders a list shows; null shows all. An owner's list shows their own, and nothing where
 * {@code userId} is somebody else.
 */
record OrderFilter(String userId, OrderStatus status) {}
