package io.paydesk.audit;

import io.paydesk.caller.Caller;
import io.paydesk.caller.Guest;
import io.paydesk.problem.Refusal;
import io.paydesk.rest.RowId;
import jakarta.ws.rs.Path;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a call is about, however its address was written: {@code orders/42}, {@code users/pia}. */
final class Subjects {

  private static final String VERSION = "/v1/";

  /** They alone are called by Stripe's id and not by a number of ours. */
  private static final String EVENTS = "events";

  private static final Pattern EVENT = Pattern.compile("evt_[A-Za-z0-9_]{1,250}");

  private Subjects() {}

  /**
   * What the rows of a resource are called: what its address has before the first parameter.
   *
   * @param resource with a path such as {@code /v1/orders/{id}/cancel}
   */
  static String collection(Class<?> resource) {
    var path = resource.getAnnotation(Path.class).value().split("\\{")[0];
    var named = path.startsWith(VERSION) ? path.substring(VERSION.length()) : path;
    return named.endsWith("/") ? named.substring(0, named.length() - 1) : named;
  }

  static String of(String collection, long rowId) {
    return collection + "/" + rowId;
  }

  /** Null where the address names no row, or what cannot be one. */
  static @Nullable String of(String collection, @Nullable String id, @Nullable String userId) {
    if (id != null) {
      if (collection.equals(EVENTS)) {
        return EVENT.matcher(id).matches() ? collection + "/" + id : null;
      }
      var row = row(id);
      return row == null ? null : of(collection, row.value());
    }
    return userId == null || !Caller.isUser(userId) && !Guest.isId(userId)
        ? null
        : collection + "/" + userId;
  }

  private static @Nullable RowId row(String id) {
    try {
      return RowId.fromString(id);
    } catch (Refusal notAnId) {
      return null;
    }
  }
}
