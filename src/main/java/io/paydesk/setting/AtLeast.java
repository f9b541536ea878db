package io.paydesk.setting;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.quarkus.runtime.configuration.DurationConverter;
import java.time.Duration;
import org.eclipse.microprofile.config.spi.Converter;
import org.jspecify.annotations.Nullable;

/**
 * The least that a setting may be, for {@code @WithConverter}. Less than that ends the start.
 * Constraints of Bean Validation on a single setting would make each start build a validator for
 * all settings there are, Quarkus' own too, before it does anything else.
 */
public final class AtLeast {

  private AtLeast() {}

  private static @Nullable Long number(String value, long least, long most) {
    if (value.isBlank()) {
      return null;
    }
    long told;
    try {
      told = Long.parseLong(value.strip());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("It must be a whole number", e);
    }
    if (told < least || told > most) {
      throw new IllegalArgumentException(
          "It must be at %s %d"
              .formatted(told < least ? "least" : "most", told < least ? least : most));
    }
    return told;
  }

  private static @Nullable Duration time(String value, Duration least, String words) {
    var told = new DurationConverter().convert(value.strip());
    if (told != null && told.compareTo(least) < 0) {
      throw new IllegalArgumentException("It must be at least " + words);
    }
    return told;
  }

  /** A number that may be zero. */
  @RegisterForReflection
  public static final class Zero implements Converter<Long> {
    @Override
    public @Nullable Long convert(String value) {
      return number(value, 0, Long.MAX_VALUE);
    }
  }

  /** A number of things that there must be. */
  @RegisterForReflection
  public static final class One implements Converter<Long> {
    @Override
    public @Nullable Long convert(String value) {
      return number(value, 1, Long.MAX_VALUE);
    }
  }

  /** A few things at once. */
  @RegisterForReflection
  public static final class OneAtOnce implements Converter<Integer> {
    @Override
    public @Nullable Integer convert(String value) {
      var told = number(value, 1, Integer.MAX_VALUE);
      return told == null ? null : told.intValue();
    }
  }

  /** A time that may be none. */
  @RegisterForReflection
  public static final class NoTime implements Converter<Duration> {
    @Override
    public @Nullable Duration convert(String value) {
      return time(value, Duration.ZERO, "0");
    }
  }

  /** A time that computers notice. */
  @RegisterForReflection
  public static final class AMillisecond implements Converter<Duration> {
    @Override
    public @Nullable Duration convert(String value) {
      return time(value, Duration.ofMillis(1), "a millisecond");
    }
  }

  /** A time that people notice. */
  @RegisterForReflection
  public static final class ASecond implements Converter<Duration> {
    @Override
    public @Nullable Duration convert(String value) {
      return time(value, Duration.ofSeconds(1), "a second");
    }
  }

  /** As long as somebody may repeat a request. */
  @RegisterForReflection
  public static final class ADay implements Converter<Duration> {
    @Override
    public @Nullable Duration convert(String value) {
      return time(value, Duration.ofDays(1), "24 hours");
    }
  }

  /** As long as the database itself keeps something. */
  @RegisterForReflection
  public static final class AYear implements Converter<Duration> {
    @Override
    public @Nullable Duration convert(String value) {
      return time(value, Duration.ofDays(365), "365 days");
    }
  }
}
