package io.paydesk.order;

/**
 * Which orders a list shows; null shows all. An owner's list shows their own, whatever {@code
 * userId} says.
 */
record OrderFilter(String userId, OrderStatus status) {}
