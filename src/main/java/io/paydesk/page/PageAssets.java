package io.paydesk.page;

import static java.util.Objects.requireNonNull;

import io.paydesk.brand.BrandColor;
import io.paydesk.brand.BrandConfig;
import io.paydesk.brand.SlimSource;
import io.paydesk.brand.Tokens;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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

  private static final int VERSION_BYTES = 8;

  private final Map<String, byte[]> files = new TreeMap<>();
  private final String version;

  PageAssets(BrandConfig brand, Tokens tokens) {
    List.of("parts.css", "pay.css").forEach(this::load);
    MODULES.forEach(this::load);
    LATER.forEach(this::load);
    PICTURES.forEach(this::load);
    put(Tokens.SHEET, tokens.css());
    put(BRAND, tokens.sheet(BrandColor.of(brand.color()).orElseThrow()));
    version = versionOf(files);
  }

  private void put(String name, String content) {
    files.put(name, content.getBytes(StandardCharsets.UTF_8));
  }

  private void load(String name) {
    try (var in = PageAssets.class.getResourceAsStream(name)) {
      var content = new String(requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
      put(name, PICTURES.contains(name) ? content : SlimSource.of(content));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String versionOf(Map<String, byte[]> files) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      files.forEach(
          (name, content) -> {
            digest.update(name.getBytes(StandardCharsets.UTF_8));
            digest.update(content);
          });
      return HexFormat.of().formatHex(digest.digest(), 0, VERSION_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  String version() {
    return version;
  }

  /** Null where there is no such file. */
  byte @Nullable [] content(String name) {
    return files.get(name);
  }

  static String type(String name) {
    if (name.endsWith(".css")) {
      return "text/css; charset=utf-8";
    }
    return name.endsWith(".js") ? "text/javascript; charset=utf-8" : "image/svg+xml";
  }
}
