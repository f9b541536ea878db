package io.paydesk.page;

import jakarta.inject.Singleton;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The sites that may show the payer's page in a frame of theirs. */
@Singleton
public class FrameAncestors {

  private static final List<String> FRAMES = List.of("iframe", "frame");

  private final List<String> origins;

  FrameAncestors(PageConfig config) {
    origins =
        config.frameAncestors().orElse(List.of()).stream()
            .map(String::strip)
            .flatMap(one -> origin(one).stream())
            .toList();
  }

  /** Whether each part of the setting is the origin of a site. */
  public static boolean areReadable(String setting) {
    return Arrays.stream(setting.split(","))
        .map(String::strip)
        .filter(one -> !one.isEmpty())
        .allMatch(one -> origin(one).isPresent());
  }

  /** A path would not narrow it: a browser looks at the origin alone. */
  private static Optional<String> origin(String site) {
    return Images.originOf(site).filter(origin -> isBare(URI.create(site)));
  }

  private static boolean isBare(URI site) {
    var path = site.getRawPath();
    return (path == null || path.isEmpty() || path.equals("/"))
        && site.getRawQuery() == null
        && site.getRawFragment() == null;
  }

  /** As a policy names them; empty for none. */
  List<String> origins() {
    return origins;
  }

  /**
   * Whether a page is about to be shown in such a frame.
   *
   * @param destination the header {@code Sec-Fetch-Dest}, which browsers send and pages cannot set
   */
  boolean isFramed(@Nullable String destination) {
    return !origins.isEmpty() && destination != null && FRAMES.contains(destination);
  }
}
