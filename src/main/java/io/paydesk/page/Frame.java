package io.paydesk.page;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What stands around each of the payer's pages.
 *
 * @param language of its words
 * @param direction in which these are read
 * @param assets where its style sheets and modules are, from the page's own address
 * @param modules that its scripts are made of
 * @param logo an address of an image; null for none
 * @param test whether no real money moves
 * @param back where the payer goes back to; null for nowhere
 */
record Frame(
    String language,
    String direction,
    String assets,
    List<String> modules,
    String shop,
    @Nullable String logo,
    @Nullable String slogan,
    boolean test,
    @Nullable String back) {

  /** Stands where the shop has no logo. */
  public String initial() {
    return shop.isBlank()
        ? ""
        : new String(Character.toChars(Character.toUpperCase(shop.strip().codePointAt(0))));
  }

  /** Of a page that is one step further down. */
  Frame deeper() {
    return new Frame(language, direction, "../" + assets, modules, shop, logo, slogan, test, back);
  }

  Frame backTo(@Nullable String address) {
    return new Frame(language, direction, assets, modules, shop, logo, slogan, test, address);
  }
}
