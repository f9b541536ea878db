package io.paydesk.transaction;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;

/** Tells {@link ScheduledRounds} of each round. */
@ScheduledRound
@Interceptor
@Priority(Interceptor.Priority.APPLICATION)
class ScheduledRoundInterceptor {

  private final ScheduledRounds rounds;

  ScheduledRoundInterceptor(ScheduledRounds rounds) {
    this.rounds = rounds;
  }

  @AroundInvoke
  Object of(InvocationContext call) throws Exception {
    return rounds.of((Uni<?>) call.proceed());
  }
}
