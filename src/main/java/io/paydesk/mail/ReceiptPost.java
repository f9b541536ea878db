package io.paydesk.mail;

import static java.util.Objects.requireNonNull;

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
 * Sends a receipt to its order's address. All attempts of one run use the same message id, so that
 * mail clients show the mail once even if it was sent twice.
 */
@Singleton
class ReceiptPost {

  private final Outbox outbox;
  private final String domain;

  /**
   * @param from its domain is used in the message ids
   */
  ReceiptPost(
      Outbox outbox,
      @ConfigProperty(name = "quarkus.mailer.from", defaultValue = "localhost") String from) {
    this.outbox = outbox;
    this.domain = from.substring(from.lastIndexOf('@') + 1).replaceAll("[^A-Za-z0-9.-]", "");
  }

  /** Call it where it may block, and only for an order with an address. */
  Uni<Void> send(CallbackRun run, OrderView order, String subject, TemplateInstance letter) {
    return outbox.send(
        new Mail()
            .addTo(ReceiptEmail.mailed(requireNonNull(order.receiptEmail())))
            .setSubject(subject)
            .setText(render(letter, Variant.TEXT_PLAIN))
            .setHtml(render(letter, Variant.TEXT_HTML))
            .addHeader("Message-ID", "<" + run.id() + "@" + domain + ">")
            // RFC 3834: no vacation reply comes back.
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
