package io.paydesk.stream;

import io.paydesk.openapi.ApiExamples;
import io.paydesk.openapi.ExampleBook;
import java.time.Instant;

/** A stream, as its bytes come. */
public final class StreamExamples implements ApiExamples {

  private static final Horizon ID =
      new Horizon("7399817286034129412-00000001-5-1764000000000", 812);
  private static final String PAYMENT =
      "{\"id\":7,\"orderId\":42,\"userId\":\"user-1\",\"amount\":9999,\"price\":\"99.99\",\"currency\":\"usd\","
          + "\"amountReceived\":9999,\"amountRefunded\":0,\"status\":\"succeeded\",\"origin\":\"one_time\","
          + "\"paymentIntentId\":\"pi_123\",\"callbackProcessed\":true,\"createdAt\":\"2026-11-23T09:31:00Z\","
          + "\"updatedAt\":\"2026-11-23T09:31:02Z\",\"version\":4}";

  @Override
  public void addTo(ExampleBook book) {
    book.answer(
        "streamChanges",
        200,
        "a-payment-succeeds",
        Frames.opening(2_713).toString()
            + Frames.withId(Frames.event("payment", PAYMENT), ID)
            + Frames.heartbeat(ID));
    book.answer(
        "streamChanges", 200, "the-token-expires", "" + Frames.end(EndReason.TOKEN_EXPIRED));
    book.request("createStreamTicket", "of-one-order", new CreateStreamTicket(42L, null));
    book.request("createStreamTicket", "of-one-payment", new CreateStreamTicket(null, 7L));
    book.answer(
        "createStreamTicket",
        201,
        "a-ticket",
        new StreamTicketView(
            "pWx3vB0m2Qk6Yh1tUe9sRfLzAa4cDdGgJjKkMmNnPpQ", Instant.parse("2026-11-23T09:32:00Z")));
    book.problem(StreamProblems.invalidTable());
    book.problem(StreamProblems.ticketNotValid());
    book.problem(StreamProblems.outsideTheTicket());
    book.problem(StreamProblems.tooManyOfUser(50));
    book.problem(StreamProblems.tooMany(10_000));
  }
}
