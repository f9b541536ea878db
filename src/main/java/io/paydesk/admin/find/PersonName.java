package io.paydesk.admin.find;

import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What to call a payer, by what is known of them. */
final class PersonName {

  private PersonName() {}

  /** Their name, else their mail, else how the app calls them. */
  static String of(@Nullable String name, @Nullable String email, String userId, boolean guest) {
    return known(name, email, userId, guest).findFirst().orElse("Guest");
  }

  /** What comes after that; null for nothing. */
  static @Nullable String also(
      @Nullable String name, @Nullable String email, String userId, boolean guest) {
    return known(name, email, userId, guest).skip(1).findFirst().orElse(null);
  }

  /** The random name of a guest says nothing. */
  private static Stream<String> known(
      @Nullable String name, @Nullable String email, String userId, boolean guest) {
    return Stream.concat(
            Stream.of(Optional.ofNullable(name), Optional.ofNullable(email)),
            guest ? Stream.empty() : Stream.of(Optional.of(userId)))
        .flatMap(Optional::stream)
        .distinct();
  }
}
