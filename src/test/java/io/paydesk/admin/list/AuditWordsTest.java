package io.paydesk.admin.list;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** People look into the audit with words of their own. */
class AuditWordsTest {

  @ParameterizedTest
  @CsvSource({
    "payment 7, payments/7",
    "Order 42, orders/42",
    "orders #42, orders/42",
    "subscription 3, recurring-payments/3",
    "endpoint 2, actionflows/endpoints/2",
    "payments/7, payments/7",
    "somebody, somebody"
  })
  void aRowIsFoundByWords(String typed, String subject) {
    assertThat(SubjectPath.typed(typed)).isEqualTo(subject);
  }

  @Test
  void eachCallThatIsOfferedIsOneOfTheApi() throws IOException {
    var api = Files.readString(Path.of("src/main/openapi/paydesk.yaml"));

    assertThat(AuditedCalls.ALL)
        .doesNotHaveDuplicates()
        .allSatisfy(call -> assertThat(api).containsPattern("operationId: " + call + "\\s"));
    assertThat(AuditedCalls.choices().values()).doesNotHaveDuplicates();
  }
}
