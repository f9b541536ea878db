package io.paydesk.page;

import io.paydesk.brand.AssetFiles;
import io.paydesk.brand.BrandColor;
import io.paydesk.brand.BrandConfig;
import io.paydesk.brand.Tokens;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The style sheets and modules of the payer's page. They have one name for all of them, which
 * changes with any, so that browsers may keep them for good.
 */
@Singleton
class PageAssets {

  private static final String BRAND = "brand.css";

  /** In the order in which they build on each other. */
  static final List<String> SHEETS = List.of(Tokens.SHEET, BRAND, "parts.css", "pay.css");

  /** The first is the one that the page begins with. */
  static final List<String> MODULES =
      List.of(
          "pay.js",
          "api.js",
          "begin.js",
          "button.js",
          "doubt.js",
          "elements.js",
          "express.js",
          "follow.js",
          "fold.js",
          "frame.js",
          "hosted.js",
          "look.js",
          "page.js",
          "stripe.js");

  /** Those that some states need; the page begins with none of them. */
  static final List<String> LATER =
      List.of("cards.js", "due.js", "fields.js", "offer.js", "owed.js", "saved.js");

  private static final List<String> PICTURES = List.of("icon.svg");

  private final AssetFiles files = new AssetFiles();
  private final String version;

  PageAssets(BrandConfig brand, Tokens tokens) {
    Stream.of(List.of("parts.css", "pay.css"), MODULES, LATER, PICTURES)
        .flatMap(List::stream)
        .forEach(name -> files.load(PageAssets.class, name));
    files.put(Tokens.SHEET, tokens.css());
    files.put(BRAND, tokens.sheet(BrandColor.of(brand.color()).orElseThrow()));
    version = files.version();
  }

  String version() {
    return version;
  }

  /** Null where there is no such file. */
  byte @Nullable [] content(String name) {
    return files.content(name);
  }
}
