package io.paydesk.admin.list;

import io.paydesk.admin.Section;

/**
 * How the page speaks of a list.
 *
 * @param one of its rows, such as {@code order}
 * @param many of them
 * @param empty says what is not there yet
 * @param advice says what to do so that there is some
 * @param resource of the API, which the list reads
 * @param export its name in {@code /v1/exports}; empty where there is none
 */
record About(
    Section section,
    String one,
    String many,
    String empty,
    String advice,
    Class<?> resource,
    String export) {

  public String title() {
    return section.title();
  }

  /** In addresses. */
  public String name() {
    return section.text();
  }
}
