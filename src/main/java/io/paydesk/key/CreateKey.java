package io.paydesk.key;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.paydesk.caller.Scopes;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What an admin sends to have a key made. */
@Schema(name = "CreateKey")
public record CreateKey(
    @NotBlank(message = "is missing: say whose key it is") @Size(max = 100, message = "has 100 characters at most") @Schema(description = "Says to people whose key it is", examples = "Shop, production")
        String name,
    @Schema(required = true, examples = "service") KeyRole role,
    @Schema(
            description = "Narrows the role. All that the role may, if left out",
            minItems = 1,
            examples = "[\"read\", \"orders:write\"]")
        @Nullable List<String> scopes,
    @Schema(description = "When the key ends by itself. Never, if left out")
        @Nullable Instant expiresAt) {

  @JsonCreator
  static CreateKey of(
      @JsonProperty("name") String name,
      @JsonProperty("role") @Nullable String role,
      @JsonProperty("scopes") @Nullable List<String> scopes,
      @JsonProperty("expiresAt") @Nullable Instant expiresAt) {
    return new CreateKey(name, role(role), known(scopes), expiresAt);
  }

  static KeyRole role(@Nullable String name) {
    var role = name == null ? null : new KeyRole.Text().convertToEntityAttribute(name);
    if (role == null) {
      throw KeyRefusals.unknownRole();
    }
    return role;
  }

  static @Nullable List<String> known(@Nullable List<String> scopes) {
    if (scopes == null) {
      return null;
    }
    if (scopes.isEmpty() || scopes.stream().anyMatch(s -> s == null || !Scopes.isKnown(s))) {
      throw KeyRefusals.unknownScope();
    }
    return List.copyOf(new TreeSet<>(scopes));
  }
}
