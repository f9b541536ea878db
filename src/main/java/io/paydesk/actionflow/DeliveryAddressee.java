package io.paydesk.actionflow;

import java.util.List;

/**
 * Where a delivery goes.
 *
 * @param secrets to sign with, the newest first
 */
record DeliveryAddressee(String url, List<String> secrets) {

  @Override
  public String toString() {
    return "DeliveryAddressee at " + url;
  }
}
