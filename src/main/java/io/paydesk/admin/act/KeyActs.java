package io.paydesk.admin.act;

import io.paydesk.key.KeyStatus;
import io.paydesk.key.KeyView;
import org.jspecify.annotations.Nullable;

/** What a key's state allows. */
public record KeyActs(KeyView key) {

  public boolean opens() {
    return key.status() == KeyStatus.ACTIVE;
  }

  /** What its role is narrowed to, in words; null for all that the role may. */
  public @Nullable String only() {
    return key.scopes() == null ? null : KeyScopes.inWords(key.scopes());
  }
}
