package io.paydesk.mail;

import io.paydesk.actionflow.CallbackRun;
import io.paydesk.order.OrderView;
import io.paydesk.order.ReceiptEmail;
import io.quarkus.mailer.Mail;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.qute.Variant;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Sends a receipt to where its order says. All attempts of one run make the same message, by its
 * id, so that mail clients show it once though a lost answer had it sent twice.
 */
@Singleton
class ReceiptPost {

  private final Outbox outbox;
  private final String domain;

  /**
   * @param from whose domain the ids of messages have
   */
  ReceiptPost(
      Outbox outbox,
      @ConfigProperty(name = "quarkus.mailer.from", defaultValue = "localhost") String from) {
    this.outbox = outbox;
    this.domain = from.substring(from.lastIndexOf('@') + 1).replaceAll("[^A-Za-z0-9.-]", "");
  }

  /** Call it where it may block, and for an order that has an address alone. */
  Uni<Void> send(CallbackRun run, OrderView order, String subject, TemplateInstance letter) {
    return outbox.send(
        new Mail()
            .addTo(ReceiptEmail.mailed(order.receiptEmail()))
            .setSubject(subject)
            .setText(render(letter, Variant.TEXT_PLAIN))
            .setHtml(render(letter, Variant.TEXT_HTML))
            .addHeader("Message-ID", "<" + run.id() + "@" + domain + ">")
            // Nobody's vacation answers it: RFC 3834.
            .addHeader("Auto-Submitted", "auto-generated"));
  }

  @SuppressWarnings("unchecked")
  private static String render(TemplateInstance letter, String contentType) {
    var variants = (List<Variant>) letter.getAttribute(TemplateInstance.VARIANTS);
    var variant =
        variants.stream()
            .filter(one -> one.getContentType().equals(contentType))
            .findFirst()
            .orElseThrow();
    return letter.setAttribute(TemplateInstance.SELECTED_VARIANT, variant).render();
  }
}
