package io.paydesk.listing;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * A table whose rows are listed, and by which of its fields they can be sorted.
 *
 * @param key the field that grows with each row
 * @param created when a row was made
 * @param amount null where a row is no sum of money
 * @param due null where nothing of a row is due
 * @param sums the fields that are added up, the amount first
 */
public record Rows<R>(
    Class<R> entity,
    Field<R> key,
    Field<R> created,
    @Nullable Field<R> amount,
    @Nullable Field<R> due,
    List<String> sums) {

  /**
   * @param name of the entity's attribute
   * @param of reads it; a Long or an Instant
   */
  record Field<R>(String name, Function<R, @Nullable Object> of) {}

  /**
   * @param key the field that grows with each row
   * @param id reads it
   * @param created the field that says when a row was made
   * @param at reads it
   */
  public static <R> Rows<R> of(
      Class<R> entity, String key, ToLongFunction<R> id, String created, Function<R, Instant> at) {
    return new Rows<>(
        entity,
        new Field<>(key, id::applyAsLong),
        new Field<>(created, at::apply),
        null,
        null,
        List.of());
  }

  /** As {@link #of(Class, String, ToLongFunction, String, Function)} where they are called so. */
  public static <R> Rows<R> of(
      Class<R> entity, ToLongFunction<R> id, Function<R, Instant> created) {
    return of(entity, "id", id, "createdAt", created);
  }

  /**
   * Whose field {@code amount} has minor units of {@code currency}.
   *
   * @param more fields that are added up too
   */
  public Rows<R> withAmount(ToLongFunction<R> amount, String... more) {
    var sums = new ArrayList<>(List.of("amount"));
    sums.addAll(List.of(more));
    return new Rows<>(
        entity, key, created, new Field<>("amount", amount::applyAsLong), due, List.copyOf(sums));
  }

  /**
   * @param name of the field that says until when something must be done
   */
  public Rows<R> withDue(String name, Function<R, @Nullable Instant> of) {
    return new Rows<>(entity, key, created, amount, new Field<>(name, of::apply), sums);
  }

  long id(R row) {
    return (Long) requireNonNull(key.of().apply(row));
  }

  /** In which orders they can be listed. */
  List<Sort> sorts() {
    return List.of(Sort.values()).stream().filter(sort -> sort.fits(this)).toList();
  }
}
