package io.paydesk.actionflow;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.paydesk.transaction.CallbackFlow;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What an app sends to register an endpoint. */
@Schema(name = "CreateActionflowEndpoint")
public record CreateEndpoint(
    @NotBlank(message = "is missing: an https:// address of your own") @Size(max = 2000, message = "must have at most 2000 characters")
        @Pattern(regexp = "^[^\\x00]*$", message = "must not have a NUL character") @Schema(
            description =
                "An https address of a host on the internet, without user name and password",
            examples = "https://shop.example/paydesk")
        String url,
    @Schema(
            required = true,
            minItems = 1,
            description = "The flows that it is told of",
            examples = "[\"payment\", \"refund\"]")
        List<CallbackFlow> flows,
    @Size(max = 500, message = "must have at most 500 characters") @Pattern(regexp = "^[^\\x00]*$", message = "must not have a NUL character") @Schema(description = "A note for people", examples = "Sends the tickets")
        @Nullable String description,
    @Schema(
            description =
                """
                A secret of your own to sign with, in the form of https://www.standardwebhooks.com: \
                `whsec_` and the base64 of 24 to 64 random bytes. Without it, Paydesk makes one\
                """,
            examples = "whsec_<base64 of 32 random bytes>")
        @Nullable String secret) {

  @JsonCreator
  static CreateEndpoint of(
      @JsonProperty("url") String url,
      @JsonProperty("flows") @Nullable List<String> flows,
      @JsonProperty("description") @Nullable String description,
      @JsonProperty("secret") @Nullable String secret) {
    if (secret != null && !EndpointSecret.canSign(secret)) {
      throw EndpointProblems.invalidSecret();
    }
    return new CreateEndpoint(url, known(flows), description, secret);
  }

  @Override
  public String toString() {
    return "CreateEndpoint at " + url;
  }

  private static List<CallbackFlow> known(@Nullable List<String> names) {
    if (names == null || names.isEmpty()) {
      throw EndpointProblems.withoutFlows();
    }
    var flows = EnumSet.noneOf(CallbackFlow.class);
    names.forEach(name -> flows.add(known(name)));
    return List.copyOf(flows);
  }

  private static CallbackFlow known(String name) {
    return Arrays.stream(CallbackFlow.values())
        .filter(flow -> flow.text().equals(name))
        .findFirst()
        .orElseThrow(EndpointProblems::unknownFlow);
  }
}
