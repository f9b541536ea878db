package io.paydesk.bench;

import static org.awaitility.Awaitility.await;

import io.paydesk.testing.Tables;
import java.util.TreeMap;

/**
 * Reads in PostgreSQL's own log what it wrote. This is the same on a slow or a busy machine, which
 * times are not. Whole pages, which are written once after each checkpoint, are left out: they
 * depend on when that was. Others write too, such as vacuum: of several rounds the least counts.
 *
 * <p>For the embedded PostgreSQL of the tests: it changes a setting of the server until it is
 * closed.
 */
final class WriteBook implements AutoCloseable {

  private static final String EXTENSIONS = "of_the_bench";

  private static final String STATEMENTS =
      """
      select coalesce(sum(calls), 0)::bigint from of_the_bench.pg_stat_statements
      where query !~* '^(begin|start|commit|rollback|savepoint|release|set|show)' and query !~ 'of_the_bench'
        and userid = (select usesysid from pg_user where usename = current_user)
      """;

  private static final String COMMITS =
      """
      select coalesce(sum(count), 0)::bigint
      from of_the_bench.pg_get_wal_stats(?::pg_lsn, ?::pg_lsn, true)
      where "resource_manager/record_type" like 'Transaction/COMMIT%'
      """;

  /** A record that touches several blocks counts with the first one. */
  private static final String TABLES =
      """
      select string_agg(concat_ws(' ', name, bytes, updates, hot), E'\\n') from (
        select coalesce(t.relname, c.relname) as name, sum(record_length) as bytes,
          count(*) filter (where record_type in ('UPDATE', 'HOT_UPDATE')) as updates,
          count(*) filter (where record_type = 'HOT_UPDATE') as hot
        from of_the_bench.pg_get_wal_block_info(?::pg_lsn, ?::pg_lsn) b
        join pg_class c on pg_relation_filenode(c.oid) = b.relfilenode
        left join pg_index i on i.indexrelid = c.oid
        left join pg_class t on t.oid = i.indrelid
        where b.block_id = 0 and c.relnamespace = 'public'::regnamespace
        group by 1) each
      """;

  private final Tables tables;

  WriteBook(Tables tables) {
    this.tables = tables;
    tables.change("create schema if not exists " + EXTENSIONS);
    for (var extension : new String[] {"pg_walinspect", "pg_stat_statements"}) {
      tables.change("create extension if not exists " + extension + " schema " + EXTENSIONS);
    }
    wholePages("off");
  }

  private void wholePages(String setting) {
    tables.change("alter system set full_page_writes = " + setting);
    tables.text("select pg_reload_conf()");
    await().until(() -> tables.text("show full_page_writes").equals(setting));
  }

  /** What this wrote, by unit. */
  Written of(int units, Runnable work) {
    var statements = tables.number(STATEMENTS);
    var begin = tables.text("select pg_current_wal_insert_lsn()");
    work.run();
    var end = tables.text("select pg_current_wal_insert_lsn()");
    var sent = tables.number(STATEMENTS) - statements;
    // The log is read from the disk, where it comes a moment later.
    await()
        .until(
            () -> tables.text("select pg_current_wal_flush_lsn() >= ?::pg_lsn", end).equals("t"));
    var byTable = new TreeMap<String, Double>();
    double updates = 0;
    double hot = 0;
    for (var line : tables.text(TABLES, begin, end).split("\n")) {
      var parts = line.split(" ");
      byTable.put(parts[0], Double.parseDouble(parts[1]) / units);
      updates += Double.parseDouble(parts[2]);
      hot += Double.parseDouble(parts[3]);
    }
    return new Written(
        (double) tables.number("select pg_wal_lsn_diff(?::pg_lsn, ?::pg_lsn)::bigint", end, begin)
            / units,
        (double) tables.number(COMMITS, begin, end) / units,
        (double) sent / units,
        updates / units,
        hot / units,
        byTable);
  }

  @Override
  public void close() {
    tables.change("drop schema " + EXTENSIONS + " cascade");
    tables.change("alter system reset full_page_writes");
    tables.text("select pg_reload_conf()");
  }
}
