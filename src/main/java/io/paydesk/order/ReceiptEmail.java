package io.paydesk.order;

import io.paydesk.problem.Refusal;
import jakarta.validation.Validator;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.net.IDN;
import java.text.Normalizer;
import java.util.Locale;

/**
 * An address that a receipt can be sent to, by any mail server: without a name beside it, without
 * quotes, and in ASCII, as many servers take nothing else. A domain may have letters of any
 * language, as it has a form in ASCII. What is left could not end a header.
 */
public record ReceiptEmail(
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
    if (address != null && !validator.validate(new ReceiptEmail(mailed(address))).isEmpty()) {
      throw OrderProblems.invalidReceiptEmail();
    }
  }

  /**
   * The address as a mail server is given it, with its domain in ASCII. As it is where it has no
   * such form.
   *
   * <p>Java maps some letters to others before it encodes, such as a sharp s to two, which is
   * another domain by today's rules: what does not come back as it was has no form here.
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
