package io.paydesk.admin.list;

import io.paydesk.admin.AdminTest;

/** A list of payments that change while somebody looks at it. */
abstract class BusyList extends AdminTest {

  /** No other test sells in it. */
  static final String LIST = "/admin/payments?currency=vuv";

  /**
   * @return the id of the newest
   */
  long sold(int payments) {
    tables()
        .change(
            """
            with made as (
              insert into orders (user_id, amount, currency, description, payer_name, status)
              select ?, 1000 + g, 'vuv', 'Ticket ' || g, 'Grace Hopper', 'paid' from generate_series(1, %d) g
              returning id, user_id, amount, currency)
            insert into payment (order_id, user_id, uuid, origin, amount, amount_received, currency, status, succeeded_at)
            select id, user_id, gen_random_uuid(), 'invoice', amount, amount, currency, 'succeeded', now() from made
            """
                .formatted(payments),
            user);
    return tables().number("select max(id) from payment where user_id = ?", user);
  }

  void changed(long id, int round) {
    tables()
        .change(
            "update payment set amount = ?, amount_received = ?, updated_at = now() where id = ?",
            5_000 + round,
            5_000 + round,
            id);
  }
}
