package io.paydesk.reconcile;

import io.paydesk.testing.Tables;
import io.quarkus.vertx.VertxContextSupport;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The settler's minute, whenever a test wants it. */
@ApplicationScoped
public class SettlerRound {

  @Inject PaymentSettler settler;

  @ConfigProperty(name = "quarkus.datasource.jdbc.url")
  String jdbcUrl;

  /** Makes this payment due, and runs one round. */
  public void runNow(long paymentId) {
    new Tables(jdbcUrl)
        .change(
            "update payment set next_check_at = now() - interval '1 day' where id = ? and next_check_at is not null",
            paymentId);
    try {
      VertxContextSupport.subscribeAndAwait(() -> settler.settleRound());
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }
}
