package io.paydesk.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CallerAddressTest {

  private static String seen(String... headers) {
    return CallerAddress.of(
        "10.0.0.1", List.of(headers), address -> address.getHostAddress().startsWith("10."));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "203.0.113.9                    | 203.0.113.9",
        "6.6.6.6, 203.0.113.9           | 203.0.113.9",
        "6.6.6.6, 203.0.113.9, 10.0.0.2 | 203.0.113.9",
        "203.0.113.9:4711               | 203.0.113.9",
        "[2001:db8::9]:4711             | 2001:db8:0:0:0:0:0:9",
        "2001:db8::9                    | 2001:db8:0:0:0:0:0:9",
        "6.6.6.6, unknown, 10.0.0.2     | 10.0.0.2",
        "6.6.6.6, localhost             | 10.0.0.1",
        "10.0.0.3, 10.0.0.2             | 10.0.0.3",
        "','                            | 10.0.0.1",
      })
  void theLastThatIsNoProxyOfOursIsTheCaller(String header, String caller) {
    assertThat(seen(header)).isEqualTo(caller);
  }

  @Test
  void aHeaderThatTheCallerSentStandsBeforeTheProxys() {
    assertThat(seen("6.6.6.6", "203.0.113.9")).isEqualTo("203.0.113.9");
    assertThat(seen()).isEqualTo("10.0.0.1");
  }
}
