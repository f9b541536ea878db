package io.paydesk.search;

import io.paydesk.caller.Caller;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Asks each index that a text may be in, one after the other. */
@Singleton
public class SearchFlow {

  /** Nobody reads on. */
  static final int MOST = 20;

  private final Pool database;

  SearchFlow(Pool database) {
    this.database = database;
  }

  private record Step(Lookup lookup, @Nullable Object parameter, FoundBy by) {}

  /**
   * @param text not blank
   */
  public Uni<SearchHitsView> find(String text, Caller caller) {
    var searched = SearchedText.of(text);
    return Multi.createFrom()
        .iterable(steps(searched, caller))
        .onItem()
        .transformToUniAndConcatenate(step -> take(step, searched))
        .collect()
        .asList()
        .map(SearchFlow::answer);
  }

  private static List<Step> steps(SearchedText searched, Caller caller) {
    var steps = new ArrayList<Step>();
    searched.byNumber().forEach(one -> steps.add(new Step(one, searched.number(), FoundBy.ID)));
    searched.byUuid().forEach(one -> steps.add(new Step(one, searched.uuid(), FoundBy.UUID)));
    searched
        .byStripeId()
        .forEach(one -> steps.add(new Step(one, searched.stripeId(), FoundBy.STRIPE_ID)));
    steps.add(new Step(Lookup.ORDER_BY_EMAIL, searched.plain(), FoundBy.EMAIL));
    steps.add(new Step(Lookup.ORDER_BY_USER, searched.plain(), FoundBy.USER));
    steps.add(new Step(Lookup.USER_BY_ID, searched.plain(), FoundBy.USER));
    steps.add(new Step(Lookup.ORDER_BY_NAME, searched.plain(), FoundBy.NAME));
    if (searched.amount() != null) {
      searched
          .amount()
          .minor()
          .forEach(units -> steps.add(new Step(Lookup.ORDER_BY_AMOUNT, units, FoundBy.AMOUNT)));
    }
    steps.removeIf(step -> step.lookup.kind().isForAdminsAlone() && !caller.admin());
    return steps;
  }

  private Uni<List<SearchHitView>> take(Step step, SearchedText searched) {
    return database
        .preparedQuery(step.lookup.sql())
        .execute(Tuple.of(step.parameter))
        .map(
            rows ->
                StreamSupport.stream(rows.spliterator(), false)
                    .map((Row row) -> SearchHitView.of(row, step.by))
                    .filter(hit -> step.by != FoundBy.AMOUNT || costs(hit, searched.amount()))
                    .toList());
  }

  private static boolean costs(SearchHitView hit, @Nullable SearchedAmount sum) {
    return sum != null
        && hit.amount() != null
        && hit.currency() != null
        && sum.is(hit.amount(), hit.currency());
  }

  /** Rows by their id, then people, then their orders. */
  private static SearchHitsView answer(List<List<SearchHitView>> found) {
    var hits = found.stream().flatMap(List::stream).toList();
    var people = hits.stream().filter(SearchFlow::isByWhoTheyAre).map(SearchHitView::payer);
    var byId = hits.stream().filter(hit -> !isByWhoTheyAre(hit) && hit.foundBy() != FoundBy.AMOUNT);
    var orders =
        hits.stream()
            .filter(hit -> hit.kind() == HitKind.ORDER)
            .filter(hit -> isByWhoTheyAre(hit) || hit.foundBy() == FoundBy.AMOUNT);
    var all = new LinkedHashMap<String, SearchHitView>();
    Stream.of(byId, people, orders)
        .flatMap(one -> one)
        .forEach(hit -> all.putIfAbsent(hit.kind() + " " + hit.id(), hit));
    boolean more = all.size() > MOST || found.stream().anyMatch(SearchFlow::isCut);
    return new SearchHitsView(all.values().stream().limit(MOST).toList(), more);
  }

  private static boolean isByWhoTheyAre(SearchHitView hit) {
    return switch (hit.foundBy()) {
      case EMAIL, USER, NAME -> true;
      case ID, STRIPE_ID, UUID, AMOUNT -> false;
    };
  }

  /** Whether one statement has found as many as it looks for. */
  private static boolean isCut(List<SearchHitView> ofOne) {
    return ofOne.size() >= Lookup.MOST_ROWS;
  }
}
