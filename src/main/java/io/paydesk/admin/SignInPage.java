package io.paydesk.admin;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The page on which somebody signs in.
 *
 * @param to where they go afterwards
 * @param keyProblem what is wrong with the key that they have sent; null before they have
 * @param problem why they could not sign in otherwise; null before they have tried
 * @param why they are here, such as that the session has ended; null for no reason
 * @param byProvider whether they may go to an identity provider
 * @param identities that nobody has to prove
 */
public record SignInPage(
    String to,
    @Nullable String keyProblem,
    @Nullable String problem,
    @Nullable String why,
    boolean byProvider,
    List<Identity> identities) {

  /** The same, as a part of an address. */
  public String sentTo() {
    return URLEncoder.encode(to, StandardCharsets.UTF_8);
  }

  /** Somebody who signs in without proving anything: only development has any. */
  public record Identity(String name, String role) {}
}
