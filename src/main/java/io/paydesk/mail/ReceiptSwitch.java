package io.paydesk.mail;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;

/** Which receipts are sent. What happens while a kind is off never gets a receipt. */
@ApplicationScoped
class ReceiptSwitch {

  private final MailConfig config;

  ReceiptSwitch(MailConfig config) {
    this.config = config;
  }

  boolean isOn(ReceiptKind kind) {
    return config.receipts().orElse(Set.of()).contains(kind);
  }
}
