package io.paydesk.stripe;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.stripe.net.ApiRequestParams;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A build that would send Stripe empty requests does not start. */
class RequestsAreWholeTest {

  /** Its field is not seen, as in a native image that does not know the class. */
  static final class SeenByNobody extends ApiRequestParams {
    transient Map<String, String> metadata = Map.of("paydesk_id", "1");
  }

  @Test
  void anEmptyRequestIsRefused() {
    assertThatThrownBy(() -> RequestsAreWhole.check(List.of(new SeenByNobody())))
        .hasMessageContaining("would send Stripe an empty SeenByNobody")
        .hasMessageContaining("-Pnative");
  }
}
