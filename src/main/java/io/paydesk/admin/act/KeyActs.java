package io.paydesk.admin.act;

import io.paydesk.key.KeyStatus;
import io.paydesk.key.KeyView;

/** What a key's state allows. */
public record KeyActs(KeyView key) {

  public boolean opens() {
    return key.status() == KeyStatus.ACTIVE;
  }
}
