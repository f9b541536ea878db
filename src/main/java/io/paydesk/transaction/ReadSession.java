package io.paydesk.transaction;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import java.util.function.Supplier;
import org.hibernate.FlushMode;

/**
 * A session that writes nothing, whatever is changed in its rows: Hibernate keeps no copies of them
 * and does not look for changes before each query.
 */
final class ReadSession {

  private ReadSession() {}

  static <T> Uni<T> of(Supplier<Uni<T>> work) {
    return Panache.withSession(
        () ->
            Panache.getSession()
                .invoke(session -> session.setFlushMode(FlushMode.MANUAL).setDefaultReadOnly(true))
                .flatMap(session -> work.get()));
  }
}
