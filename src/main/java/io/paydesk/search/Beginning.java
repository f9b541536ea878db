package io.paydesk.search;

/**
 * Finds orders by the beginning of a text, in any case: of each of the first values that begin so,
 * in alphabetical order, the newest orders. It goes from value to value by the index, so that
 * somebody with ten thousand orders costs no more than somebody with one.
 *
 * @see <a href="https://wiki.postgresql.org/wiki/Loose_indexscan">Loose index scans</a>
 */
final class Beginning {

  /**
   * Six values, and of each four orders. The operators compare bytes, whatever the database's
   * collation. No character comes after the last one of Unicode, so what begins with the text is
   * before the text with that.
   */
  private static final String FOUND =
      """
      with recursive known(value, n) as (
        (select lower(COLUMN), 1 from orders
         where lower(COLUMN) ~>=~ lower($1::text)
           and lower(COLUMN) ~<~ (lower($1::text) || chr(1114111))
         order by lower(COLUMN) using ~<~ limit 1)
        union all
        select (select lower(n.COLUMN) from orders n
                where lower(n.COLUMN) ~>~ k.value
                  and lower(n.COLUMN) ~<~ (lower($1::text) || chr(1114111))
                order by lower(n.COLUMN) using ~<~ limit 1),
          k.n + 1
        from known k where k.value is not null and k.n < 6)
      select f.* from known k cross join lateral (
        ORDERS where lower(o.COLUMN) = k.value order by o.id desc limit 4) f
      order by k.n, f.order_id desc
      """;

  private Beginning() {}

  /**
   * @param column of {@code orders}, with an index on its lower case
   */
  static String of(String column) {
    return FOUND.replace("COLUMN", column).replace("ORDERS", HitKind.ORDER.select());
  }
}
