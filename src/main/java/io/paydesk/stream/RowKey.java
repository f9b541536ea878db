package io.paydesk.stream;

/** Names one streamed row. */
record RowKey(StreamedTable table, long id) {}
