package io.paydesk.dev.admin;

import io.paydesk.admin.OfferedIdentities;
import io.paydesk.admin.SignInPage.Identity;
import io.paydesk.caller.Caller;
import io.quarkus.arc.profile.IfBuildProfile;
import jakarta.inject.Singleton;
import java.util.List;

/** Whom one may be at {@code /admin} on one's own machine. */
@Singleton
@IfBuildProfile(anyOf = {"dev", "test"})
public class DevIdentities implements OfferedIdentities {

  @Override
  public List<Identity> identities() {
    return List.of(
        new Identity("Ada, an admin", Caller.ADMIN), new Identity("Sam, support", Caller.SUPPORT));
  }

  /** What the audit calls them. */
  static String subject(String role) {
    return role.equals(Caller.ADMIN) ? "ada" : "sam";
  }
}
