package io.paydesk.admin;

import io.paydesk.admin.SignInPage.Identity;
import io.quarkus.arc.DefaultBean;
import jakarta.inject.Singleton;
import java.util.List;

/** Whom one may be without proving it. In production there is nobody: development has a bean. */
public interface OfferedIdentities {

  List<Identity> identities();

  /** Nobody. */
  @Singleton
  @DefaultBean
  class None implements OfferedIdentities {
    @Override
    public List<Identity> identities() {
      return List.of();
    }
  }
}
