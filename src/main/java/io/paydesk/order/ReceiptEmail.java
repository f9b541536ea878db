package io.paydesk.order;

import io.paydesk.problem.Refusal;
import io.paydesk.stripe.CustomerDetails;
import jakarta.validation.Validator;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.net.IDN;
import java.text.Normalizer;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An address that any mail server can send a receipt to: no display name, no quotes, and in ASCII,
 * as many servers take nothing else. A domain may have letters of any language, as IDNA gives it a
 * form in ASCII. No address that passes can end a mail header.
 */
public record ReceiptEmail(
    @Email @Size(max = LONGEST) @Pattern(regexp = "[!-~&&[^\"()<>\\[\\]\\\\,;:]]+")
        String address) {

  /**
   * SMTP limits a path to 256 characters, two of which are brackets.
   *
   * @see <a href="https://www.rfc-editor.org/errata/eid1690">RFC 3696, erratum 1690</a>
   */
  public static final int LONGEST = 254;

  /**
   * @throws Refusal {@code invalid-receipt-email}, which does not quote the address
   */
  static void check(@Nullable String address, Validator validator) {
    if (address != null && !isMailable(address, validator)) {
      throw OrderProblems.invalidReceiptEmail();
    }
  }

  /** Whether any mail server can send to it. */
  public static boolean isMailable(String address, Validator validator) {
    return validator.validate(new ReceiptEmail(mailed(address))).isEmpty();
  }

  /** Stripe takes an address in the same form as a mail server. */
  public static CustomerDetails payer(@Nullable String receiptEmail, @Nullable String name) {
    return new CustomerDetails(receiptEmail == null ? null : mailed(receiptEmail), name);
  }

  /**
   * The address as a mail server is given it, with its domain in ASCII; unchanged where the domain
   * has no such form.
   *
   * <p>Java replaces some letters before it encodes, such as a sharp s by ss, which is another
   * domain by today's rules. So a domain that does not decode to itself is left unchanged.
   *
   * @see <a href="https://www.rfc-editor.org/rfc/rfc5891">IDNA 2008</a>
   */
  public static String mailed(String address) {
    int at = address.lastIndexOf('@');
    var domain = address.substring(at + 1);
    if (at < 0 || domain.chars().allMatch(c -> c < 128)) {
      return address;
    }
    try {
      var ascii = IDN.toASCII(domain, IDN.USE_STD3_ASCII_RULES);
      var plain = Normalizer.normalize(domain, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
      return IDN.toUnicode(ascii).equals(plain) ? address.substring(0, at + 1) + ascii : address;
    } catch (IllegalArgumentException e) {
      return address;
    }
  }
}
