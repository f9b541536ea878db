package io.paydesk.page;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An order on the payer's page. Amounts are texts in the payer's locale.
 *
 * @param title what is bought, in the shop's words; null where the shop has none
 * @param total the one large number
 * @param pricedLater whether codes or taxes may still change the total
 * @param subscription how it goes on; null of what is paid once
 * @param declined why the last try failed, one of {@link Declined}'s; null where none has
 * @param received what came; null where nothing has
 * @param refunded what went back of it; null where nothing did
 * @param mailedTo where the receipt goes, masked; null for nowhere
 * @param fields of Stripe's, on the page; null where the payer goes to Stripe's own page
 * @param paidUntil where the page shows a renewal as paid: until when; else null
 * @param facts for the page's modules
 */
record OrderPage(
    PageState state,
    long order,
    @Nullable String title,
    List<Line> lines,
    List<Part> parts,
    String total,
    boolean pricedLater,
    @Nullable Recurrence subscription,
    @Nullable String declined,
    @Nullable String received,
    @Nullable String refunded,
    @Nullable String mailedTo,
    @Nullable String receiptUrl,
    @Nullable String invoiceUrl,
    @Nullable Fields fields,
    @Nullable String paidUntil,
    Facts facts) {

  private static final int FITS = 40;

  /**
   * @param one what one costs, where there are several; else null
   * @param image its address; null for none
   */
  record Line(
      String name, int quantity, @Nullable String one, String total, @Nullable String image) {}

  /**
   * @param kind which word it has
   */
  record Part(String kind, String amount) {}

  /**
   * @param payment the page's; null where none has begun
   * @param subscription likewise
   * @param seen the version of it that the page shows
   * @param cards whether the payer's saved ones are offered
   * @param locale in which amounts are written
   * @param digits of the currency's smallest unit
   * @param back where Stripe and banks send the payer to
   * @param script Stripe.js
   */
  record Facts(
      @Nullable Long payment,
      @Nullable Integer seen,
      @Nullable Long subscription,
      boolean cards,
      String locale,
      int digits,
      String back,
      String script,
      String publishableKey) {}

  public boolean isHosted() {
    return fields == null;
  }

  public boolean isLive() {
    return state.isLive();
  }

  public boolean hasDetails() {
    return !lines.isEmpty() || !parts.isEmpty();
  }

  /** Whether there is more to show than one line has room for on a narrow screen. */
  public boolean folds() {
    return hasDetails() || title != null && title.length() > FITS;
  }
}
