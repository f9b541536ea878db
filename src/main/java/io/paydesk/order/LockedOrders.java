package io.paydesk.order;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.persistence.LockModeType;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Orders and their rows, locked: the only door to row locks on these tables. Two writers that lock
 * in different orders can wait for each other for ever. So there is one order: orders, payments,
 * subscriptions, refunds; each by ascending id, with one statement per table, before any state is
 * read. To find out what to lock, only ids are read: a row that is loaded before its lock would
 * hide what another transaction has changed since.
 *
 * <p>All of this runs in a transaction, and the locks last until it ends.
 */
public final class LockedOrders {

  /** The tables that belong to orders, in the order in which they are locked. */
  public enum Rank {
    PAYMENT,
    RECURRING_PAYMENT,
    REFUND,
    /** Of no order: its rows are locked alone. */
    SETUP_INTENT
  }

  /** A table whose rows have an {@code id} and an {@code orderId}. */
  public record Table<T>(Rank rank, Class<T> entity) {}

  /** Some rows of a table, or all rows of some orders. */
  private record Part(Table<?> table, Collection<Long> ids, boolean areOrderIds) {}

  private final SortedMap<Long, Order> orders;
  private final Map<Rank, List<?>> rows;

  private LockedOrders(SortedMap<Long, Order> orders, Map<Rank, List<?>> rows) {
    this.orders = orders;
    this.rows = rows;
  }

  public static Wanted of(long orderId) {
    return new Wanted(List.of(orderId));
  }

  public static Wanted of(Collection<Long> orderIds) {
    return new Wanted(orderIds);
  }

  /**
   * Locks one row without its order, for a change that does not concern the order, such as a new
   * idempotency key.
   */
  public static <T> Uni<T> rowAlone(Table<T> table, long id) {
    return new Wanted(List.of()).with(table, id).lock().map(locked -> locked.row(table));
  }

  /** What to lock. */
  public static final class Wanted {
    private final Collection<Long> orderIds;
    private final Map<Rank, Part> parts = new EnumMap<>(Rank.class);

    private Wanted(Collection<Long> orderIds) {
      this.orderIds = orderIds;
    }

    public Wanted with(Table<?> table, long id) {
      return with(table, List.of(id));
    }

    public Wanted with(Table<?> table, Collection<Long> ids) {
      parts.put(table.rank, new Part(table, ids, false));
      return this;
    }

    /** All rows of these orders. */
    public Wanted withAll(Table<?> table) {
      return withAllOf(table, orderIds);
    }

    /** All rows of some of these orders. */
    public Wanted withAllOf(Table<?> table, Collection<Long> someOrderIds) {
      parts.put(table.rank, new Part(table, someOrderIds, true));
      return this;
    }

    public Uni<LockedOrders> lock() {
      return Panache.getSession()
          .flatMap(
              session ->
                  rows(session, Order.class, orderIds)
                      .map(LockedOrders::byId)
                      .flatMap(
                          orders -> {
                            var locked =
                                Uni.createFrom()
                                    .item(new LockedOrders(orders, new EnumMap<>(Rank.class)));
                            for (var part : parts.values()) {
                              locked = locked.call(all -> all.lock(session, part));
                            }
                            return locked;
                          }));
    }
  }

  private Uni<Void> lock(Mutiny.Session session, Part part) {
    return ids(session, part)
        .flatMap(ids -> rows(session, part.table.entity, ids))
        .invoke(found -> rows.put(part.table.rank, found))
        .replaceWithVoid();
  }

  private static Uni<Collection<Long>> ids(Mutiny.Session session, Part part) {
    if (!part.areOrderIds || part.ids.isEmpty()) {
      return Uni.createFrom().item(part.ids);
    }
    var entity = part.table.entity.getSimpleName();
    return among(
            session.createQuery(
                "select x.id from %s x where x.orderId %s".formatted(entity, among(part.ids)),
                Long.class),
            part.ids)
        .getResultList()
        .map(ids -> ids);
  }

  private static <T> Uni<List<T>> rows(
      Mutiny.Session session, Class<T> entity, Collection<Long> ids) {
    if (ids.isEmpty()) {
      return Uni.createFrom().item(List.of());
    }
    return among(
            session.createQuery(
                "from %s x where x.id %s order by x.id"
                    .formatted(entity.getSimpleName(), among(ids)),
                entity),
            ids)
        .setLockMode(LockModeType.PESSIMISTIC_WRITE)
        .getResultList();
  }

  /** Hibernate keeps the SQL of a query without a list, and makes it anew of one with a list. */
  private static String among(Collection<Long> ids) {
    return ids.size() == 1 ? "= :id" : "in :ids";
  }

  private static <T> Mutiny.SelectionQuery<T> among(
      Mutiny.SelectionQuery<T> query, Collection<Long> ids) {
    return ids.size() == 1
        ? query.setParameter("id", ids.iterator().next())
        : query.setParameter("ids", new TreeSet<>(ids));
  }

  private static SortedMap<Long, Order> byId(List<Order> found) {
    var byId = new TreeMap<Long, Order>();
    found.forEach(order -> byId.put(order.id, order));
    return byId;
  }

  /** By id. Orders that do not exist are left out. */
  public SortedMap<Long, Order> orders() {
    return orders;
  }

  /**
   * @throws io.paydesk.problem.Refusal {@code not-found}
   */
  public Order order(long id) {
    var order = orders.get(id);
    if (order == null) {
      throw OrderProblems.notFound(id);
    }
    return order;
  }

  /** The locked rows, by ascending id. */
  @SuppressWarnings("unchecked")
  public <T> List<T> rows(Table<T> table) {
    return (List<T>) rows.getOrDefault(table.rank, List.of());
  }

  /** The first of them; call it for a row that exists. */
  public <T> T row(Table<T> table) {
    return rows(table).get(0);
  }
}
