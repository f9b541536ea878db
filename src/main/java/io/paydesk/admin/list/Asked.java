package io.paydesk.admin.list;

import io.paydesk.listing.AmountQuery;
import io.paydesk.listing.PeriodQuery;
import io.paydesk.listing.Sort;
import io.paydesk.problem.Refusal;
import io.paydesk.rest.LowerCase;
import jakarta.ws.rs.core.MultivaluedMap;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a list is asked for, as it stands in the address: its filters and its order. What has no
 * value is left out.
 *
 * @param filters by name, as a person has typed them
 * @param api the same as the API takes them
 * @param sort null for the newest first
 * @param unknown names of filters that the list does not have
 */
record Asked(
    Map<String, String> filters,
    Map<String, String> api,
    @Nullable Sort sort,
    Set<String> unknown) {

  /** They say which part of the page is asked for. */
  private static final Set<String> OF_THE_PAGE = Set.of("sort", "part", "after", "since-row");

  static final String SORT = "sort";

  static Asked read(List<Filter> known, MultivaluedMap<String, String> query) {
    var filters = new LinkedHashMap<String, String>();
    for (var filter : known) {
      var values = query.getOrDefault(filter.name(), List.of()).stream().map(String::strip);
      var value = values.filter(one -> !one.isEmpty()).collect(Collectors.joining(","));
      if (!value.isEmpty()) {
        filters.put(filter.name(), value);
      }
    }
    var api = new LinkedHashMap<String, String>();
    for (var filter : known) {
      var value = filters.get(filter.name());
      if (value != null) {
        api.put(filter.name(), Typed.asApi(filter, value, filters.get(Filter.CURRENCY)));
      }
    }
    var unknown = new TreeSet<>(query.keySet());
    unknown.removeAll(OF_THE_PAGE);
    known.forEach(filter -> unknown.remove(filter.name()));
    return new Asked(filters, api, sort(query.getFirst(SORT)), unknown);
  }

  private static @Nullable Sort sort(@Nullable String text) {
    return Arrays.stream(Sort.values())
        .filter(sort -> sort != Sort.NEWEST && LowerCase.text(sort).equals(text))
        .findFirst()
        .orElse(null);
  }

  /** As the API takes it; null where it is not filtered by. */
  @Nullable String value(String name) {
    return api.get(name);
  }

  /** The same of a filter that may have several values. */
  @Nullable List<String> values(String name) {
    var value = api.get(name);
    return value == null ? null : List.of(value);
  }

  /** As the API takes it; null for the newest first. */
  @Nullable String order() {
    return sort == null ? null : LowerCase.text(sort);
  }

  <Q extends PeriodQuery> Q into(Q query) {
    query.since = value("since");
    query.until = value("until");
    if (query instanceof AmountQuery money) {
      money.currency = value(Filter.CURRENCY);
      money.amountFrom = value("amountFrom");
      money.amountTo = value("amountTo");
    }
    return query;
  }

  /**
   * @throws Refusal where the list has no such filter
   */
  void mustBeKnown(List<Filter> known) {
    if (!unknown.isEmpty()) {
      throw FilterWords.unknown(unknown, known.stream().map(Filter::name).toList());
    }
  }

  /**
   * @throws Refusal where amounts are asked for of no currency
   */
  void mustHaveCurrency() {
    boolean isByAmount = sort == Sort.LARGEST || sort == Sort.SMALLEST;
    boolean isOfAmounts = filters.containsKey("amountFrom") || filters.containsKey("amountTo");
    if ((isByAmount || isOfAmounts) && !filters.containsKey(Filter.CURRENCY)) {
      throw Refusal.of(
          "currency-missing",
          400,
          "The currency is missing",
          "Amounts of different currencies do not compare. Add a currency to the filters, such as"
              + " USD.");
    }
  }

  /** Whether rows that are made meanwhile come first. */
  boolean isNewestFirst() {
    return sort == null;
  }

  boolean isInAPeriod() {
    return filters.containsKey("since") || filters.containsKey("until");
  }

  Asked without(String name) {
    var rest = new LinkedHashMap<>(filters);
    rest.remove(name);
    return new Asked(rest, Map.of(), sort, Set.of());
  }

  Asked only(Map<String, String> others) {
    return new Asked(others, Map.of(), sort, Set.of());
  }

  Asked sortedBy(@Nullable Sort other) {
    return new Asked(filters, Map.of(), other == Sort.NEWEST ? null : other, Set.of());
  }

  /** As it follows the page's path; empty, or with its question mark. */
  String query() {
    return query(filters);
  }

  /** As it follows a path of the API. */
  String apiQuery() {
    return query(api);
  }

  private String query(Map<String, String> values) {
    var parts = new LinkedHashMap<>(values);
    if (sort != null) {
      parts.put(SORT, LowerCase.text(sort));
    }
    return parts.isEmpty()
        ? ""
        : parts.entrySet().stream()
            .map(part -> part.getKey() + "=" + encoded(part.getValue()))
            .collect(Collectors.joining("&", "?", ""));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
