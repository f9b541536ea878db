package io.paydesk.admin;

import io.paydesk.brand.AssetFiles;
import io.paydesk.brand.BrandColor;
import io.paydesk.brand.BrandConfig;
import io.paydesk.brand.Tokens;
import jakarta.inject.Singleton;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * The style sheets and modules of {@code /admin}. They have one name for all of them, which changes
 * with any, so that browsers may keep them for good.
 */
@Singleton
class AdminAssets {

  private static final String BRAND = "brand.css";
  private static final String THEMES = "themes.css";

  /** In the order in which they build on each other. */
  private static final List<String> OWN_SHEETS =
      List.of("admin.css", "list.css", "row.css", "overview.css", "act.css", "find.css");

  /** The overview shows no row, and has the library of charts to carry. */
  private static final Set<String> OF_ROWS = Set.of("list.css", "row.css", "act.css");

  /** Each page has the first; the others are asked for by those that need them. */
  private static final List<String> MODULES =
      List.of(
          "admin.js",
          "theme.js",
          "api.js",
          "toast.js",
          "session.js",
          "copy.js",
          "times.js",
          "counts.js",
          "live.js",
          "list.js",
          "pages.js",
          "chosen.js",
          "gaps.js",
          "heights.js",
          "place.js",
          "failed.js",
          "parts.js",
          "merge.js",
          "fresh.js",
          "beside.js",
          "keys.js",
          "alone.js",
          "act.js",
          "act-dialog.js",
          "act-state.js",
          "act-outcome.js",
          "act-kept.js",
          "act-refresh.js",
          "act-menu.js",
          "act-preview.js",
          "act-send.js",
          "act-tick.js",
          "act-words.js",
          "chart.js",
          "search.js",
          "row.js",
          "mend.js",
          "letter-keys.js",
          "seldom.js",
          "chart-data.js",
          "chart-drawn.js",
          "person.js");

  private static final List<String> PICTURES = List.of("icon.svg");

  /** As their makers publish them: the build unpacks them. */
  private static final List<String> LIBRARIES =
      List.of("htmx.min.js", "uPlot.iife.min.js", "uPlot.min.css");

  private final AssetFiles files = new AssetFiles();
  private final Map<String, byte[]> packed = new ConcurrentHashMap<>();
  private final List<String> sheets;
  private final String version;

  AdminAssets(BrandConfig brand, Tokens tokens) {
    var color = BrandColor.of(brand.color()).orElseThrow();
    files.put(Tokens.SHEET, tokens.css());
    files.put(BRAND, tokens.sheet(color));
    files.put(THEMES, tokens.chosen(color));
    Stream.of(OWN_SHEETS, MODULES, PICTURES)
        .flatMap(List::stream)
        .forEach(name -> files.load(AdminAssets.class, name));
    LIBRARIES.forEach(name -> files.loadAsIs(AdminAssets.class, "lib/", name));
    sheets =
        Stream.concat(Stream.of(Tokens.SHEET, BRAND, THEMES), OWN_SHEETS.stream())
            .filter(files.names()::contains)
            .toList();
    version = files.version();
  }

  String version() {
    return version;
  }

  /** Of each page, in their order. */
  List<String> sheets(@Nullable Section section) {
    return section == Section.OVERVIEW
        ? sheets.stream().filter(sheet -> !OF_ROWS.contains(sheet)).toList()
        : sheets;
  }

  Set<String> names() {
    return files.names();
  }

  /** Null where there is no such file. */
  byte @Nullable [] content(String name) {
    return files.content(name);
  }

  /** The same for browsers that unpack it: a quarter of it travels. */
  byte @Nullable [] packed(String name) {
    var content = content(name);
    return content == null ? null : packed.computeIfAbsent(name, x -> pack(content));
  }

  private static byte[] pack(byte[] content) {
    var packed = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(packed)) {
      gzip.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }
}
