package io.paydesk.caller;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A call that a payer needs who sees and changes their saved payment methods by a link. A link that
 * offers them to pay an order with may make those that read. What it answers is {@link ForLinks}.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface OpenToCardLinks {}
