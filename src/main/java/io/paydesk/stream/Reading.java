package io.paydesk.stream;

import java.util.List;

/**
 * What one statement saw: rows, and which transactions had ended. With two statements, a commit
 * between them would be missed.
 */
record Reading(DatabaseSnapshot snapshot, List<Row> rows) {

  record Row(RowKey key, String userId, Place place) {}
}
