package io.paydesk.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import io.paydesk.testing.PaydeskTest;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.persistence.Convert;
import jakarta.persistence.Converter;
import jakarta.persistence.metamodel.Attribute;
import jakarta.persistence.metamodel.ManagedType;
import java.lang.reflect.AnnotatedElement;
import org.hibernate.reactive.mutiny.Mutiny;
import org.junit.jupiter.api.Test;

/**
 * Each field that is an enum says how it is kept. A converter that applies by itself makes
 * Hibernate look at each field of each entity once for each such converter, at every start.
 */
@QuarkusTest
class EnumColumnsTest extends PaydeskTest {

  @Inject Mutiny.SessionFactory sessions;

  @Test
  void aFieldThatIsAnEnumNamesItsConverterAndNoConverterAppliesByItself() {
    var enums =
        sessions.getMetamodel().getManagedTypes().stream()
            .map(ManagedType::getAttributes)
            .flatMap(attributes -> attributes.stream())
            .filter(attribute -> attribute.getJavaType().isEnum())
            .toList();

    assertThat(enums).hasSizeGreaterThan(15);
    assertThat(enums.stream().filter(attribute -> convert(attribute) == null).toList())
        .as("without @Convert")
        .isEmpty();
    assertThat(enums.stream().map(EnumColumnsTest::convert).map(Convert::converter).toList())
        .noneMatch(converter -> converter.getAnnotation(Converter.class).autoApply());
  }

  private static Convert convert(Attribute<?, ?> attribute) {
    return ((AnnotatedElement) attribute.getJavaMember()).getAnnotation(Convert.class);
  }
}
