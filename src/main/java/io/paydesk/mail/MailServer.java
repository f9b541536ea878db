package io.paydesk.mail;

import io.quarkus.runtime.LaunchMode;
import jakarta.inject.Singleton;
import java.util.List;
import org.eclipse.microprofile.config.Config;

/** Whether mails can go out. Receipts are checked at the start; other mails when they are asked. */
@Singleton
class MailServer {

  private final Config config;

  MailServer(Config config) {
    this.config = config;
  }

  /** What has to be set before a mail goes out, as environment variables; empty when nothing is. */
  List<String> missing() {
    // In development and in tests mails are shown, and go nowhere.
    boolean shown =
        LaunchMode.current().isDevOrTest()
            && config.getOptionalValue("quarkus.mailer.mock", Boolean.class).orElse(true);
    return shown ? List.of() : MailSettings.missing(config);
  }
}
