package io.paydesk.order;

import com.fasterxml.jackson.annotation.JsonValue;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Why an order was canceled though nobody asked for that. */
public enum CancelReason {
  /** Its subscription ended during or with its trial, and no invoice was paid. */
  TRIAL_ENDED_UNPAID,
  /**
   * Nobody had paid it by its {@code expiresAt}. It is not stored as a reason but as a time, so
   * that the release before can read the row.
   */
  EXPIRED;

  @JsonValue
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Keeps it as its text. */
  @Converter
  public static class Text implements AttributeConverter<CancelReason, String> {
    @Override
    public @Nullable String convertToDatabaseColumn(CancelReason reason) {
      return reason == null ? null : reason.text();
    }

    @Override
    public @Nullable CancelReason convertToEntityAttribute(String text) {
      return text == null ? null : valueOf(text.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
  }
}
