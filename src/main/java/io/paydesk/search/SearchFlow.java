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

  private record Step(Lookup lookup, Tuple values, FoundBy by) {

    static Step of(Lookup lookup, @Nullable Object parameter, FoundBy by) {
      return new Step(lookup, Tuple.of(parameter), by);
    }
  }

  /**
   * @param text not blank
   */
  public Uni<SearchHitsView> find(String text, Caller caller) {
    var searched = SearchedText.of(text);
    return Multi.createFrom()
        .iterable(steps(searched, caller))
        .onItem()
        .transformToUniAndConcatenate(step -> take(step))
        .collect()
        .asList()
        .map(SearchFlow::answer);
  }

  private static List<Step> steps(SearchedText searched, Caller caller) {
    var steps = new ArrayList<Step>();
    searched.byNumber().forEach(one -> steps.add(Step.of(one, searched.number(), FoundBy.ID)));
    searched.byUuid().forEach(one -> steps.add(Step.of(one, searched.uuid(), FoundBy.UUID)));
    searched
        .byStripeId()
        .forEach(one -> steps.add(Step.of(one, searched.stripeId(), FoundBy.STRIPE_ID)));
    steps.add(Step.of(Lookup.ORDER_BY_EMAIL, searched.plain(), FoundBy.EMAIL));
    steps.add(Step.of(Lookup.ORDER_BY_USER, searched.plain(), FoundBy.USER));
    steps.add(Step.of(Lookup.USER_BY_ID, searched.plain(), FoundBy.USER));
    steps.add(Step.of(Lookup.ORDER_BY_NAME, searched.plain(), FoundBy.NAME));
    if (searched.amount() != null) {
      searched
          .amount()
          .sums()
          .forEach(sum -> steps.add(new Step(Lookup.ORDER_BY_AMOUNT, values(sum), FoundBy.AMOUNT)));
    }
    steps.removeIf(step -> step.lookup.kind().isForAdminsAlone() && !caller.admin());
    return steps;
  }

  private static Tuple values(SearchedAmount.Sum sum) {
    return Tuple.of(sum.minor(), sum.currencies().toArray(String[]::new));
  }

  private Uni<List<SearchHitView>> take(Step step) {
    return database
        .preparedQuery(step.lookup.sql())
        .execute(step.values)
        .map(
            rows ->
                StreamSupport.stream(rows.spliterator(), false)
                    .map((Row row) -> SearchHitView.of(row, step.by))
                    .toList());
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
