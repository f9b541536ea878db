package io.paydesk.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import io.paydesk.testing.PaydeskTest;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.context.SmallRyeContextManager;
import org.eclipse.microprofile.context.spi.ContextManagerProvider;
import org.junit.jupiter.api.Test;

@QuarkusTest
class CarriedContextsTest extends PaydeskTest {

  @Test
  void eachStepCarriesItsRequestButNoTransactionOfJdbc() {
    var manager = (SmallRyeContextManager) ContextManagerProvider.instance().getContextManager();
    assertThat(manager.getAllProviderTypes()).contains("CDI").doesNotContain("Transaction");
  }
}
