package io.paydesk.admin.find;

/**
 * Where the page of a payer is. A userId may be an e-mail address, which must stand in no address,
 * and a hash of one could be guessed. So the page is named by any of the payer's orders: their
 * numbers say nothing of anybody, and stay.
 */
final class PersonPaths {

  private PersonPaths() {}

  static String ofOrder(long orderId) {
    return "/admin/people/of-order/" + orderId;
  }
}
