package io.paydesk.openapi;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What an operation answers with when it succeeds, where its return type does not say so: one
 * sentence for each status that it uses.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.CLASS)
public @interface Answers {

  /** The body of all of them; without it, they have none. */
  Class<?> value() default void.class;

  /** When it answers 200. */
  String ok() default "";

  /** When it answers 201. */
  String created() default "";

  /** When it answers 202. */
  String accepted() default "";

  /** When it answers 204. */
  String noContent() default "";
}
