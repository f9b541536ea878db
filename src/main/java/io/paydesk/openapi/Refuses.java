package io.paydesk.openapi;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Names the problems that an operation answers with for reasons of its own; see {@link
 * ExampleBook}. Problems that follow from its shape, such as {@code unauthorized}, are not listed:
 * see {@link OrdinaryProblems}.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.CLASS)
public @interface Refuses {

  String[] value();
}
