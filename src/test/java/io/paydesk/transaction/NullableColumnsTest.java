package io.paydesk.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import io.paydesk.testing.PaydeskTest;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Embedded;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Table;
import jakarta.persistence.Transient;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.stream.Stream;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@QuarkusTest
class NullableColumnsTest extends PaydeskTest {

  @Inject Mutiny.SessionFactory sessions;

  @Test
  void aFieldOfAnEntitySaysNullableExactlyWhereItsColumnMayBeNull() {
    var wrong = new ArrayList<String>();
    int looked = 0;
    for (var entity : sessions.getMetamodel().getEntities()) {
      var table = entity.getJavaType().getAnnotation(Table.class).name();
      for (var field : columns(entity.getJavaType()).toList()) {
        looked++;
        var mayBeNull = mayBeNull(table, column(field));
        if (field.getAnnotatedType().isAnnotationPresent(Nullable.class) != mayBeNull) {
          wrong.add(table + "." + column(field) + (mayBeNull ? " may be null" : " is never null"));
        }
      }
    }
    assertThat(looked).isGreaterThan(100);
    assertThat(wrong).isEmpty();
  }

  /** Converters of lists make an empty list of null. */
  private static Stream<Field> columns(Class<?> type) {
    return type == null
        ? Stream.empty()
        : Stream.concat(columns(type.getSuperclass()), Arrays.stream(type.getDeclaredFields()))
            .filter(
                field ->
                    !Modifier.isStatic(field.getModifiers())
                        && !field.isSynthetic()
                        && !field.getName().startsWith("$$")
                        && !field.getType().isPrimitive()
                        && (field.getType().isEnum() || !field.isAnnotationPresent(Convert.class))
                        && Stream.of(Transient.class, Embedded.class, EmbeddedId.class)
                            .noneMatch(field::isAnnotationPresent));
  }

  private static String column(Field field) {
    var named = field.getAnnotation(Column.class);
    return named == null || named.name().isEmpty()
        ? field.getName().replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase()
        : named.name();
  }

  private boolean mayBeNull(String table, String column) {
    var said =
        tables()
            .text(
                """
                select is_nullable from information_schema.columns
                where table_schema = 'public' and table_name = ? and column_name = ?
                """,
                table,
                column);
    assertThat(said).as(table + "." + column).isIn("YES", "NO");
    return said.equals("YES");
  }
}
