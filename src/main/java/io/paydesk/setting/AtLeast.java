package io.paydesk.setting;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.quarkus.runtime.configuration.DurationConverter;
import java.time.Duration;
import java.util.function.Function;
import org.eclipse.microprofile.config.spi.Converter;
import org.jspecify.annotations.Nullable;

/**
 * The least that a setting may be, for {@code @WithConverter}. Less than that ends the start.
 * Constraints of Bean Validation on a single setting would make each start build a validator for
 * all settings there are, Quarkus' own too, before it does anything else.
 */
public abstract class AtLeast<T extends Comparable<T>> implements Converter<T> {

  private final transient Function<String, T> read;
  private final T least;
  private final String words;

  private AtLeast(Function<String, T> read, T least, String words) {
    this.read = read;
    this.least = least;
    this.words = words;
  }

  @Override
  public @Nullable T convert(String value) {
    if (value.isBlank()) {
      return null;
    }
    var told = read.apply(value.strip());
    if (told.compareTo(least) < 0) {
      throw new IllegalArgumentException("It must be at least " + words);
    }
    return told;
  }

  private static <N> N number(String value, Function<String, N> read) {
    try {
      return read.apply(value);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("It must be a whole number", e);
    }
  }

  // SmallRye Config asks each converter's method for the type that it makes.

  private abstract static class Time extends AtLeast<Duration> {
    Time(Duration least, String words) {
      super(new DurationConverter()::convert, least, words);
    }

    @Override
    public @Nullable Duration convert(String value) {
      return super.convert(value);
    }
  }

  private abstract static class Number extends AtLeast<Long> {
    Number(long least) {
      super(value -> number(value, Long::valueOf), least, Long.toString(least));
    }

    @Override
    public @Nullable Long convert(String value) {
      return super.convert(value);
    }
  }

  /** A number that may be zero. */
  @RegisterForReflection
  public static final class Zero extends Number {
    public Zero() {
      super(0);
    }
  }

  /** A number of things that there must be. */
  @RegisterForReflection
  public static final class One extends Number {
    public One() {
      super(1);
    }
  }

  /** A few things at once. */
  @RegisterForReflection
  public static final class OneAtOnce extends AtLeast<Integer> {
    public OneAtOnce() {
      super(value -> number(value, Integer::valueOf), 1, "1");
    }

    @Override
    public @Nullable Integer convert(String value) {
      return super.convert(value);
    }
  }

  /** A time that may be none. */
  @RegisterForReflection
  public static final class NoTime extends Time {
    public NoTime() {
      super(Duration.ZERO, "0");
    }
  }

  /** A time that computers notice. */
  @RegisterForReflection
  public static final class AMillisecond extends Time {
    public AMillisecond() {
      super(Duration.ofMillis(1), "a millisecond");
    }
  }

  /** A time that people notice. */
  @RegisterForReflection
  public static final class ASecond extends Time {
    public ASecond() {
      super(Duration.ofSeconds(1), "a second");
    }
  }

  /** As long as the database itself keeps something. */
  @RegisterForReflection
  public static final class AYear extends Time {
    public AYear() {
      super(Duration.ofDays(365), "365 days");
    }
  }
}
