package io.paydesk.caller;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A call through which others are made. It changes nothing itself. The code that makes the others
 * asks {@link RoleGate#check(io.quarkus.security.identity.SecurityIdentity, Call)} about each.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface CarriesCalls {}
