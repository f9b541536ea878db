package io.paydesk.openapi;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The problems, by their names in the {@link ExampleBook}, that an operation answers with for
 * reasons of its own. What follows from its shape, such as {@code unauthorized}, is not listed: see
 * {@link OrdinaryProblems}.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.CLASS)
public @interface Refuses {

  String[] value();
}
