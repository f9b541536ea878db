package io.paydesk.stream;

import java.util.List;

/**
 * What one statement saw: rows, and which transactions had ended. One without the other would miss
 * what is committed between two statements.
 */
record Reading(DatabaseSnapshot snapshot, List<Row> rows) {

  record Row(RowKey key, String userId, Place place) {}
}
