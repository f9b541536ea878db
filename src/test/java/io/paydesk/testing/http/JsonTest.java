package io.paydesk.testing.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A test that asks for what is not there must not pass. */
class JsonTest {

  @Test
  void listsAndObjectsAreCounted() {
    var json = Json.of("{\"data\": [{\"id\": 1}, {\"id\": 2}], \"none\": [], \"one\": {\"a\": 1}}");

    assertThat(json.getInt("data.size()")).isEqualTo(2);
    assertThat(json.getInt("data.id.size()")).isEqualTo(2);
    assertThat(json.getInt("none.size()")).isZero();
    assertThat(json.getInt("one.size()")).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"data.size()", "empty.size()", "text.size()"})
  void whatIsNoListIsNotAnEmptyOne(String path) {
    var json = Json.of("{\"empty\": null, \"text\": \"words\"}");

    assertThatThrownBy(() -> json.getInt(path)).isInstanceOf(AssertionError.class);
  }
}
