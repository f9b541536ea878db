package io.paydesk.transaction;

import io.paydesk.rest.Page;
import io.paydesk.rest.PageQuery;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Reads one page of a table's rows, newest first. */
public final class Listing<R> {

  private final Class<R> entity;
  private final String key;
  private final PageQuery page;
  private final StringBuilder where;
  private final Map<String, Object> values = new HashMap<>();

  private Listing(Class<R> entity, String key, PageQuery page) {
    this.entity = entity;
    this.key = key;
    this.page = page;
    where = new StringBuilder(key + " < :below");
    values.put("below", page.below());
  }

  public static <R> Listing<R> of(Class<R> entity, PageQuery page) {
    return of(entity, "id", page);
  }

  /**
   * @param key a field that grows with each row
   */
  public static <R> Listing<R> of(Class<R> entity, String key, PageQuery page) {
    return new Listing<>(entity, key, page);
  }

  /**
   * @param value what the field must have; null for any
   */
  public Listing<R> only(String field, @Nullable Object value) {
    return value == null ? this : and(field, "=", value);
  }

  /**
   * @param from the earliest time of the field; null for any
   */
  public Listing<R> since(String field, @Nullable Instant from) {
    return from == null ? this : and(field, ">=", from);
  }

  /**
   * @param parameter a name for the values
   */
  public Listing<R> among(String field, String parameter, Collection<?> any) {
    where.append(" and %s in (:%s)".formatted(field, parameter));
    values.put(parameter, any);
    return this;
  }

  public Listing<R> except(String field, Object value) {
    return and(field, "<>", value);
  }

  /**
   * @param isNull whether the field must be empty; null for either
   */
  public Listing<R> onlyNull(String field, @Nullable Boolean isNull) {
    if (isNull != null) {
      where.append(" and ").append(field).append(isNull ? " is null" : " is not null");
    }
    return this;
  }

  private Listing<R> and(String field, String operator, Object value) {
    where.append(" and %s %s :%s".formatted(field, operator, field));
    values.put(field, value);
    return this;
  }

  /**
   * @param id the key of a row
   */
  public <V> Uni<Page<V>> read(
      Transactions transactions, ToLongFunction<R> id, Function<R, V> view) {
    return transactions
        .read(
            () ->
                Panache.getSession()
                    .flatMap(
                        session -> {
                          var query =
                              session.createQuery(
                                  "from %s where %s order by %s desc"
                                      .formatted(entity.getName(), where, key),
                                  entity);
                          values.forEach(query::setParameter);
                          // One extra row shows whether there is a next page.
                          return query.setMaxResults(page.rows() + 1).getResultList();
                        }))
        .map(rows -> Page.of(rows, page, id, view));
  }
}
