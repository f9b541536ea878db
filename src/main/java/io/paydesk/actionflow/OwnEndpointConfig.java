package io.paydesk.actionflow;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;
import java.util.Optional;

/** An endpoint that the settings name, so that nobody has to register it by a call. */
@ConfigMapping(prefix = "paydesk.endpoint")
public interface OwnEndpointConfig {

  /**
   * An address of your app that is told what happens. It is registered at each start, and needs
   * {@code PAYDESK_ENDPOINT_SECRET}.
   */
  Optional<String> url();

  /**
   * What its deliveries are signed with: {@code whsec_} and the base64 of 24 to 64 random bytes.
   */
  Optional<String> secret();

  /** The flows that it is told of, separated by commas. */
  @WithDefault("payment,refund,recurring_payment_management,recurring_payment_deduction")
  List<String> flows();
}
