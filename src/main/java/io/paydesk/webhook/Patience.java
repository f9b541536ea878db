package io.paydesk.webhook;

import io.paydesk.stripe.StripeOutcome;
import io.paydesk.transaction.HomeContext;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** How long, and how much at once, a callback asks Stripe, even when Stripe is slow. */
@ApplicationScoped
public class Patience {

  /** Calls at once; the worker threads limit them further. */
  private static final int AT_ONCE = 16;

  private final Duration longest;

  /**
   * @param longest The longest wait for Stripe where an event cannot be applied without asking.
   *     Then it is tried again later
   */
  Patience(
      @ConfigProperty(name = "paydesk.webhook.patience", defaultValue = "10S") Duration longest) {
    this.longest = longest;
  }

  public <T> Uni<StripeOutcome<T>> atMost(Uni<StripeOutcome<T>> asked) {
    return asked
        .ifNoItem()
        .after(longest)
        .recoverWithItem(new StripeOutcome.Unknown<>("not in time", false))
        .plug(HomeContext.back());
  }

  /**
   * Asks Stripe once for each subject.
   *
   * @param question about the subject
   * @param meaning of the answer for the subject's events
   */
  public <S, T, F> Uni<Fetched<F>> askEach(
      Map<S, List<ClaimedEvent>> bySubject,
      Function<S, Uni<StripeOutcome<T>>> question,
      BiFunction<List<ClaimedEvent>, StripeOutcome<T>, Fetched<F>> meaning) {
    return each(
        bySubject,
        (subject, its) ->
            question.apply(subject).plug(this::atMost).map(outcome -> meaning.apply(its, outcome)));
  }

  /** Asks for each subject alone: an exception is the verdict on that subject's events only. */
  public static <S, F> Uni<Fetched<F>> each(
      Map<S, List<ClaimedEvent>> bySubject,
      BiFunction<S, List<ClaimedEvent>, Uni<Fetched<F>>> ask) {
    return Multi.createFrom()
        .iterable(bySubject.entrySet())
        .onItem()
        .transformToUni(
            subject ->
                Uni.createFrom()
                    .deferred(
                        () ->
                            subject
                                .getValue()
                                .get(0)
                                .trail()
                                .during(() -> ask.apply(subject.getKey(), subject.getValue())))
                    .onFailure()
                    .recoverWithItem(
                        failure -> Fetched.decided(subject.getValue(), Verdict.failed(failure))))
        .merge(AT_ONCE)
        .collect()
        .asList()
        .map(Fetched::all);
  }
}
