package io.paydesk.figure;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * Where figures come from: what is read of a table, and what it adds to a tally. {@code $1} is when
 * each bucket begins, {@code $2} where the first begins, {@code $3} where the last ends, {@code $4}
 * the only currency or null.
 *
 * <p>PostgreSQL is given the buckets' bounds and not a zone: it need not know each zone that Java
 * knows, nor by the same rules, and to compare is cheaper than to truncate. Each range is read from
 * an index that has all that is summed.
 */
enum Source {
  /** Of rows from before it was noted when money came, when they were made is the best there is. */
  MONEY("payment", "coalesce(succeeded_at, created_at)", "amount_received > 0") {
    @Override
    String sums() {
      return "count(*), sum(amount_received)::bigint, 0";
    }

    @Override
    void add(Tally tally, long first, long second, long third) {
      tally.succeeded += first;
      tally.came += second;
    }
  },

  REFUNDS("refund", "coalesce(succeeded_at, created_at)", "status = 'succeeded'") {
    @Override
    String sums() {
      return "count(*), sum(amount)::bigint, 0";
    }

    @Override
    void add(Tally tally, long first, long second, long third) {
      tally.refunds += first;
      tally.refunded += second;
    }
  },

  /** What the shop has won came back. */
  DISPUTES("dispute", "opened_at", "left(status, 8) <> 'warning_' and status <> 'prevented'") {
    @Override
    String sums() {
      return "count(*), coalesce(sum(amount) filter (where status <> 'won'), 0)::bigint, 0";
    }

    @Override
    void add(Tally tally, long first, long second, long third) {
      tally.disputes += first;
      tally.disputed += second;
    }
  },

  DECLINES("payment_decline", "declined_at", "true") {
    @Override
    String reason() {
      return "coalesce(decline_code, code, 'other')";
    }

    @Override
    String sums() {
      return "count(*), 0, 0";
    }

    @Override
    void add(Tally tally, long first, long second, long third) {
      tally.failed += first;
    }
  },

  ORDERS("orders", "created_at", "renewal_of is null") {
    @Override
    String sums() {
      return "count(*), count(*) filter (where status in ('paid', 'partially_refunded', 'refunded')), 0";
    }

    @Override
    void add(Tally tally, long first, long second, long third) {
      tally.ordersMade += first;
      tally.ordersPaid += second;
    }
  },

  BEGUN_AND_ENDED("subscription_movement", "moved_at", "running <> 0") {
    @Override
    String sums() {
      return "count(*) filter (where running > 0), count(*) filter (where running < 0), 0";
    }

    @Override
    void add(Tally tally, long first, long second, long third) {
      tally.started += first;
      tally.ended += second;
    }
  },

  /** A subscription may end in the bucket in which it began: nobody was lost by that. */
  LOST("subscription_movement m " + Source.BEGUN, "moved_at", "running < 0") {
    @Override
    String sums() {
      return "count(*) filter (where began < ($1::timestamptz[])[%s]), count(*) filter (where began < $2), 0"
          .formatted(bucket());
    }

    @Override
    void add(Tally tally, long first, long second, long third) {
      tally.lostOfBucket += first;
      tally.lostOfSpan += second;
    }
  },

  MOVEMENTS("subscription_movement", "moved_at", "true") {
    @Override
    String sums() {
      return "sum(running), sum(monthly)::bigint, count(*) filter (where monthly <> 0)";
    }

    @Override
    void add(Tally tally, long first, long second, long third) {
      tally.running += first;
      tally.monthly += second;
      tally.monthlyMoves += third;
    }
  },

  /** All that was before, as bucket 0. */
  BEFORE("subscription_movement", "moved_at", "true") {
    @Override
    String range() {
      return "moved_at < $2";
    }

    @Override
    String bucket() {
      return "0";
    }

    @Override
    String sums() {
      return MOVEMENTS.sums();
    }

    @Override
    void add(Tally tally, long first, long second, long third) {
      MOVEMENTS.add(tally, first, second, third);
    }
  };

  /** When what ended had begun. */
  private static final String BEGUN =
      """
      cross join lateral (
        select max(b.moved_at) as began from subscription_movement b
        where b.recurring_payment_id = m.recurring_payment_id and b.running > 0 and b.moved_at <= m.moved_at) begun
      """;

  private final String table;
  private final String time;
  private final String which;

  Source(String table, String time, String which) {
    this.table = table;
    this.time = time;
    this.which = which;
  }

  String reason() {
    return "null::text";
  }

  String range() {
    return time + " >= $2 and " + time + " < $3";
  }

  /** From 1. */
  String bucket() {
    return "width_bucket(" + time + ", $1::timestamptz[])";
  }

  /** Three numbers. */
  abstract String sums();

  abstract void add(Tally tally, long first, long second, long third);

  private String sql() {
    return """
    select %d, currency, %s, %s, %s from %s
    where %s and %s and ($4::bpchar is null or currency = $4::bpchar)
    group by 2, 3, 4
    """
        .formatted(ordinal(), bucket(), reason(), sums(), table, range(), which);
  }

  /** One statement, so that all figures are of one moment. */
  static String all() {
    return Arrays.stream(values()).map(Source::sql).collect(Collectors.joining("union all\n"));
  }
}
