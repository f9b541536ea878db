package io.paydesk.rest;

import io.quarkus.hibernate.validator.ValidatorFactoryCustomizer;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.inject.Singleton;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.constraints.Size;
import org.hibernate.validator.BaseHibernateValidatorConfiguration;

/**
 * Makes {@code @Size} count characters of a text as people, OpenAPI, PostgreSQL and Stripe do: an
 * emoji is one, while Java would count two.
 */
@Singleton
public class CodePoints implements ValidatorFactoryCustomizer {

  @Override
  public void customize(BaseHibernateValidatorConfiguration<?> configuration) {
    var mapping = configuration.createConstraintMapping();
    mapping
        .constraintDefinition(Size.class)
        .includeExistingValidators(true)
        .validatedBy(Counter.class);
    configuration.addMapping(mapping);
  }

  /** Chosen before the validator for any CharSequence, because it is for String. */
  @RegisterForReflection
  public static class Counter implements ConstraintValidator<Size, String> {

    private int min;
    private int max;

    @Override
    public void initialize(Size size) {
      min = size.min();
      max = size.max();
    }

    @Override
    public boolean isValid(String text, ConstraintValidatorContext context) {
      int characters = text == null ? min : text.codePointCount(0, text.length());
      return characters >= min && characters <= max;
    }
  }
}
