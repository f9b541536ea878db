package io.paydesk.idempotency;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A short hash of what a body means. Absent fields and the order of fields do not count, so a new
 * optional field changes nothing for clients that do not send it.
 */
final class BodyHash {

  private static final ObjectMapper PRESENT =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .defaultPropertyInclusion(JsonInclude.Value.construct(Include.NON_NULL, Include.NON_NULL))
          .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .build();

  private static final ObjectMapper ALL =
      JsonMapper.builder().addModule(new JavaTimeModule()).build();

  /**
   * The fields whose null used to count. In newer fields it never did. Keys with such a hash are
   * gone {@code PAYDESK_IDEMPOTENCY_KEEP} after the first release with this class; then {@link
   * #ofBefore} can be removed too.
   */
  private static final Map<String, List<String>> COUNTED_NULLS =
      Map.of(
          "CreateOrder", List.of("description", "metadata", "priceId", "quantity", "trialDays"),
          "StartPayment", List.of("currency", "amount"),
          "StartRecurringPayment", List.of("quantity", "trialDays"),
          "CreateRefund", List.of("refundAmount", "currency", "reason"),
          "CreateEndpoint", List.of("description"),
          "RetryRuns", List.of("target"));

  private BodyHash() {}

  /**
   * @param body the parsed request record
   */
  static String of(@Nullable Object body) {
    try {
      return sha256(PRESENT.writeValueAsString(body));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The hash of older releases: nulls counted, and so did the order of metadata. */
  static String ofBefore(@Nullable Object body) {
    var json = ALL.valueToTree(body);
    if (json instanceof ObjectNode fields) {
      var counted =
          COUNTED_NULLS.getOrDefault(requireNonNull(body).getClass().getSimpleName(), List.of());
      fields
          .properties()
          .removeIf(field -> field.getValue().isNull() && !counted.contains(field.getKey()));
    }
    return sha256(json.toString());
  }

  private static String sha256(String text) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
