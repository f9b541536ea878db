package io.paydesk.rest;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.introspect.NopAnnotationIntrospector;
import org.jspecify.annotations.Nullable;

/**
 * Makes {@link RequestText} read the texts of our own types, and no others: the framework reads
 * tokens and more with the same mapper, and a blank claim of a token is a claim.
 */
class TextsOfRequests extends NopAnnotationIntrospector {

  private static final long serialVersionUID = 1L;

  @Override
  public @Nullable Object findDeserializer(Annotated annotated) {
    if (annotated instanceof AnnotatedMember member
        && member.getRawType() == String.class
        && member.getDeclaringClass().getName().startsWith("io.paydesk.")
        && !member.hasAnnotation(JsonDeserialize.class)) {
      return new RequestText();
    }
    return null;
  }
}
