package io.paydesk.order;

import io.paydesk.problem.Refusal;
import jakarta.validation.Validator;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

/**
 * An address that a receipt can be sent to, by any mail server: without a name beside it, without
 * quotes, and in ASCII, as many servers take nothing else. What is left could not end a header.
 */
record ReceiptEmail(
    @Email @Size(max = LONGEST) @Pattern(regexp = "[!-~&&[^\"()<>\\[\\]\\\\,;:]]+")
        String address) {

  /**
   * The longest that fits SMTP's path of 256 with its brackets.
   *
   * @see <a href="https://www.rfc-editor.org/errata/eid1690">RFC 3696, erratum 1690</a>
   */
  static final int LONGEST = 254;

  /**
   * @param address may be null
   * @throws Refusal {@code invalid-receipt-email}, which does not quote it
   */
  static void check(String address, Validator validator) {
    if (address != null && !validator.validate(new ReceiptEmail(address)).isEmpty()) {
      throw OrderProblems.invalidReceiptEmail();
    }
  }
}
