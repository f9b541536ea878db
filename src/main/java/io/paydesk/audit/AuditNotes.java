package io.paydesk.audit;

import io.paydesk.audit.Deed.Answer;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/** Notes what is no call of the API: who came to the shop's page, and whom it did not let in. */
@Singleton
public class AuditNotes {

  private final AuditBook book;
  private final CallerAddress address;

  AuditNotes(AuditBook book, CallerAddress address) {
    this.book = book;
    this.address = address;
  }

  /**
   * That it could not be written down changes nothing. Of what one caller is refused, some hundreds
   * an hour are noted, as of calls.
   *
   * @param caller who proved to be this, by a key or a token
   * @param operation such as {@code signIn}
   * @param problem the name of what it was refused with; null where it was not
   */
  public Uni<Void> note(
      RoutingContext request,
      String caller,
      String role,
      String operation,
      int status,
      @Nullable String problem) {
    var deed =
        new Deed(
            caller,
            role,
            address.of(request.request()),
            operation,
            request.request().path(),
            "sessions",
            null);
    return book.answered(deed, new Answer(status, problem));
  }
}
