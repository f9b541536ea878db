package io.paydesk.mail;

import io.paydesk.order.ReceiptEmail;
import io.quarkus.mailer.Mail;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.qute.Variant;
import jakarta.inject.Singleton;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Makes a mail of a letter: as HTML and as text, with an id that its later tries have too. */
@Singleton
class Envelope {

  private final String domain;

  /**
   * @param from its domain is used in the message ids
   */
  Envelope(@ConfigProperty(name = "quarkus.mailer.from", defaultValue = "localhost") String from) {
    this.domain = from.substring(from.lastIndexOf('@') + 1).replaceAll("[^A-Za-z0-9.-]", "");
  }

  /**
   * Call it where it may block.
   *
   * @param id the same in all tries, so that mail clients show a mail once even if it was sent
   *     twice
   */
  Mail of(String address, String id, String subject, TemplateInstance letter) {
    return new Mail()
        .addTo(ReceiptEmail.mailed(address))
        .setSubject(subject)
        .setText(render(letter, Variant.TEXT_PLAIN))
        .setHtml(render(letter, Variant.TEXT_HTML))
        .addHeader("Message-ID", "<" + id + "@" + domain + ">")
        // RFC 3834: no vacation reply comes back.
        .addHeader("Auto-Submitted", "auto-generated");
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
