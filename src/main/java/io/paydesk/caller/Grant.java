package io.paydesk.caller;

import io.paydesk.problem.Refusal;
import io.quarkus.security.identity.SecurityIdentity;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What this service itself has given to the caller, beside a role: an API key, a user's token, or a
 * pay-link.
 *
 * @param until when it ends; null for a key that does not
 * @param scopes what the role is narrowed to; empty for all that the role may
 * @param secret which of a key's secrets was sent; null of a user's token
 * @param orderId the only order that a guest's token or a pay-link opens; null of everybody else
 * @param link which pay-link it is; null of everything else
 * @param cards whether that link shows its payer their saved methods
 */
public record Grant(
    @Nullable Instant until,
    Set<String> scopes,
    @Nullable Long secret,
    @Nullable Long orderId,
    @Nullable Long link,
    boolean cards) {

  /** The name of a key's holder begins with this, and nobody else's does. */
  public static final String HOLDER = "key:";

  private static final String ATTRIBUTE = Grant.class.getName();

  /** Under this name the identity of a request carries it. */
  public static String attribute() {
    return ATTRIBUTE;
  }

  /** Empty where somebody else signed the token. */
  public static Optional<Grant> of(SecurityIdentity identity) {
    return Optional.ofNullable(identity.getAttribute(ATTRIBUTE));
  }

  /**
   * @throws Refusal {@code outside-the-cards} of a link to saved methods, {@code outside-the-order}
   *     where a guest, or whoever has a link, calls what is not for them
   */
  void mustBeFor(Call call) {
    boolean opensCardsAlone = orderId != null && orderId == Caller.CARDS_ALONE;
    boolean isOfCards = cards && call.isOpenToCardLinks() && (opensCardsAlone || call.reads());
    if (orderId == null || isOfCards) {
      return;
    }
    if (opensCardsAlone) {
      throw outsideTheCards();
    }
    if (!call.isOpenToGuests()) {
      throw outsideTheOrder(
          "A guest's token or a pay-link reads order %1$s, pays it and follows its payments, and nothing else. For the order: GET /v1/orders/%1$s.");
    }
    if (link != null && !call.isOpenToLinks()) {
      throw outsideTheOrder(
          """
          A pay-link reads order %1$s, pays it and follows its payments: GET /v1/payments?orderId=%1$s. It cancels \
          nothing, as it proves nobody's name: the payer cancels in your app, with their own token, and the shop with \
          POST /v1/orders/%1$s/cancel.\
          """);
    }
  }

  private static Refusal outsideTheCards() {
    return Refusal.of(
        "outside-the-cards",
        403,
        "The link opens saved cards",
        "This link shows and changes the saved payment methods of its payer, and nothing else. To pay"
            + " an order: POST /v1/orders/{id}/pay-link.");
  }

  private Refusal outsideTheOrder(String detail) {
    return Refusal.of(
            "outside-the-order", 403, "The token opens one order", detail.formatted(orderId))
        .with("orderId", orderId);
  }

  /**
   * @param area the first part of the address below /v1
   * @throws Refusal {@code outside-the-scopes}
   */
  public void mustAllow(String area, boolean reads) {
    if (scopes.isEmpty()
        || scopes.contains(Scopes.write(area))
        || reads
            && Scopes.AREAS.contains(area)
            && (scopes.contains(Scopes.READ) || scopes.contains(Scopes.read(area)))) {
      return;
    }
    throw outside(area, reads);
  }

  /**
   * For an answer that tells of more than its own area.
   *
   * @param areas all that it tells of
   * @throws Refusal {@code outside-the-scopes}
   */
  public static void mustReadAll(SecurityIdentity identity, List<String> areas) {
    of(identity).ifPresent(grant -> areas.forEach(area -> grant.mustAllow(area, true)));
  }

  private static Refusal outside(String area, boolean reads) {
    if (!Scopes.AREAS.contains(area)) {
      return Refusal.of(
          "outside-the-scopes",
          403,
          "The key's scopes do not include this",
          "A key that is narrowed by scopes may never do this. Use one without scopes.");
    }
    var needed = reads ? Scopes.read(area) : Scopes.write(area);
    return Refusal.of(
            "outside-the-scopes",
            403,
            "The key's scopes do not include this",
            "This needs the scope '%s'. Use a key that has it, or one without scopes."
                .formatted(needed))
        .with("scope", needed);
  }
}
