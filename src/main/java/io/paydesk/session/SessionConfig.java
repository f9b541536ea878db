package io.paydesk.session;

import io.paydesk.setting.AtLeast;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** The page where the shop looks after its money, and for how long somebody is signed in there. */
@ConfigMapping(prefix = "paydesk.admin")
public interface SessionConfig {

  /** {@code false} for an installation without the page at {@code /admin}. */
  @WithDefault("true")
  boolean enabled();

  /** How long somebody may do nothing at {@code /admin} before they have to sign in again. */
  @WithDefault("30M")
  @WithConverter(AtLeast.ASecond.class)
  Duration idle();

  /** After that everybody has to sign in to {@code /admin} again, whatever they do. */
  @WithDefault("12H")
  @WithConverter(AtLeast.ASecond.class)
  Duration longest();

  /**
   * {@code false} where browsers come to {@code /admin} without TLS, on one's own machine. A proxy
   * may end TLS before this service, so this is not guessed.
   */
  @WithDefault("true")
  boolean secureCookie();

  /**
   * The client at the identity provider by which people of the shop sign in to {@code /admin} with
   * their own account. Without it they sign in with an API key.
   */
  Optional<String> oidcClientId();

  /** Of that client. */
  Optional<String> oidcClientSecret();

  /**
   * The provider of that client, such as {@code https://login.example/realms/shop}, where it is not
   * the one of {@code QUARKUS_OIDC_AUTH_SERVER_URL}.
   */
  Optional<String> oidcIssuer();
}
