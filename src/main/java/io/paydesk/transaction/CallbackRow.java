package io.paydesk.transaction;

import org.jspecify.annotations.Nullable;

/** A row that shows whether the app's own logic has followed its latest transition. */
public interface CallbackRow {

  /** Null until it is persisted. */
  @Nullable Long rowId();

  void applyCallback(boolean processed);
}
