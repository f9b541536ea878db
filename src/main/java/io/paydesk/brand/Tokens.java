package io.paydesk.brand;

import static java.util.Objects.requireNonNull;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The design system: {@code tokens.css}, which pages link, and whose values mails have written out.
 */
@Singleton
public class Tokens {

  /** The sheet's name, wherever it is served. */
  public static final String SHEET = "tokens.css";

  private static final String DARK = "@media (prefers-color-scheme: dark)";
  private static final Pattern TOKEN = Pattern.compile("--([a-z0-9-]+):\\s*([^;]+);");

  private final String css;
  private final Map<String, String> light;
  private final Map<String, String> dark;

  public Tokens() {
    css = read();
    int from = css.indexOf(DARK);
    light = values(css.substring(0, from));
    dark = new TreeMap<>(light);
    dark.putAll(values(css.substring(from, css.indexOf("\n}", from))));
  }

  private static String read() {
    try (var in = requireNonNull(Tokens.class.getResourceAsStream(SHEET), SHEET)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, String> values(String sheet) {
    var values = new TreeMap<String, String>();
    TOKEN.matcher(sheet).results().forEach(one -> values.put(one.group(1), one.group(2)));
    return values;
  }

  public String css() {
    return css;
  }

  /**
   * @param name such as {@code card}, for {@code --card}
   * @throws NullPointerException where there is no such token
   */
  public String light(String name) {
    return requireNonNull(light.get(name), name);
  }

  /** As {@link #light}; what the dark theme leaves alone is as in the light one. */
  public String dark(String name) {
    return requireNonNull(dark.get(name), name);
  }

  /** The shop's color as a sheet, in the shades that can be seen and read in each theme. */
  public String sheet(BrandColor color) {
    return ":root {%s}\n@media (prefers-color-scheme: dark) { :root {%s} }\n"
        .formatted(theme(color, this::light), theme(color, this::dark));
  }

  /**
   * For a page on which somebody chooses a theme, whatever the system says: {@code data-theme} of
   * the root is {@code light} or {@code dark}. It comes after the other sheets.
   */
  public String chosen(BrandColor color) {
    return chosen("light", this::light, color) + chosen("dark", this::dark, color);
  }

  private String chosen(String name, UnaryOperator<String> token, BrandColor color) {
    var changing =
        dark.entrySet().stream()
            .filter(one -> !one.getValue().equals(light.get(one.getKey())))
            .map(one -> "--%s: %s;".formatted(one.getKey(), token.apply(one.getKey())))
            .collect(Collectors.joining(" "));
    return ":root[data-theme=\"%s\"] { color-scheme: %s; %s %s}\n"
        .formatted(name, name, changing, theme(color, token));
  }

  private static String theme(BrandColor color, UnaryOperator<String> token) {
    var shades = BrandShades.of(color, BrandColor.of(token.apply("card")).orElseThrow());
    // Links stand on the page too, where what can be read on a card may be too faint.
    var page = BrandColor.of(token.apply("page")).orElseThrow();
    var text = shades.text().against(page, BrandColor.READABLE);
    return " --brand: %s; --brand-edge: %s; --on-brand: %s; --brand-text: %s; "
        .formatted(shades.fill().css(), shades.edge().css(), shades.ink().css(), text.css());
  }
}
