package io.paydesk.caller;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A call that a guest needs to see and pay the order that their token is for. Each other one is
 * refused to them by {@link RoleGate}. What it answers to whoever has a link is {@link ForLinks}.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface OpenToGuests {

  /**
   * Whether the page that a link leads to needs it too. A guest is the payer; a link is anybody's.
   */
  boolean andLinks() default true;
}
