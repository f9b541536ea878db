package io.paydesk.admin.find;

import io.paydesk.caller.Grant;
import io.paydesk.key.KeyView;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keys, newest first.
 *
 * @param next where older ones are; null where there are none
 */
public record KeysPage(List<KeyView> keys, @Nullable String next, String caller) {

  /** Whether whoever looks has signed in with it. */
  public boolean isMine(KeyView key) {
    return caller.equals(Grant.HOLDER + key.id());
  }
}
