package io.paydesk.dev.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.Set;

/**
 * The <a href="https://docs.stripe.com/api/disputes">Disputes API</a>. Submitted evidence decides
 * at once if it is <a href="https://docs.stripe.com/testing#evidence">evidence for tests</a>.
 */
final class Disputes {

  private final Store store;
  private final SandboxClock clock;
  private final Events events;
  private final DisputeMoves moves;

  Disputes(Store store, SandboxClock clock, Events events, DisputeMoves moves) {
    this.store = store;
    this.clock = clock;
    this.events = events;
    this.moves = moves;
  }

  static Set<String> updateParameters() {
    Set<String> names = new HashSet<>(DisputeEvidence.parameters());
    names.addAll(Set.of("metadata[*]", "submit"));
    return names;
  }

  ObjectNode retrieve(Ask ask) {
    return store.disputes.inPath(ask.id());
  }

  ObjectNode list(Ask ask) {
    return Pages.of(store.disputes, ask, Filters.payment(ask.form(), store));
  }

  ObjectNode update(Ask ask) {
    ObjectNode dispute = store.disputes.inPath(ask.id());
    Form form = ask.form();
    boolean explicit = form.text("submit") != null;
    boolean submit = explicit ? form.flag("submit") : form.has("evidence");
    if (submit || form.has("evidence")) {
      refuseClosed(dispute);
    }
    ObjectNode metadata = Metadata.after((ObjectNode) dispute.get("metadata"), form);
    ObjectNode before = dispute.deepCopy();
    DisputeEvidence.write(dispute, form);
    dispute.set("metadata", metadata);
    if (submit) {
      submit(dispute, before, ask);
    } else {
      told(dispute, before, ask);
    }
    return dispute;
  }

  private void submit(ObjectNode dispute, ObjectNode before, Ask ask) {
    boolean inquiry = DisputeMoves.isInquiry(dispute);
    ObjectNode details = (ObjectNode) dispute.get("evidence_details");
    details.put("submission_count", details.get("submission_count").asInt() + 1);
    details.put("past_due", clock.seconds() > details.get("due_by").asLong());
    String review = inquiry ? "warning_under_review" : "under_review";
    if (Json.text(dispute, "status").equals(review)) {
      told(dispute, before, ask);
    } else {
      moves.move(dispute, review, before, ask);
    }
    String verdict = verdict(dispute.at("/evidence/uncategorized_text").asText(), inquiry);
    if (verdict != null) {
      moves.move(dispute, verdict, dispute.deepCopy(), Ask.NOBODY);
    }
  }

  private static String verdict(String text, boolean inquiry) {
    return switch (text) {
      case "winning_evidence" -> inquiry ? "warning_closed" : "won";
      case "losing_evidence" -> inquiry ? "warning_closed" : "lost";
      case "escalate_inquiry_evidence" -> inquiry ? "needs_response" : null;
      default -> null;
    };
  }

  /** Accepts the dispute as lost. */
  ObjectNode close(Ask ask) {
    ObjectNode dispute = store.disputes.inPath(ask.id());
    refuseClosed(dispute);
    String status = DisputeMoves.isInquiry(dispute) ? "warning_closed" : "lost";
    moves.move(dispute, status, dispute.deepCopy(), ask);
    return dispute;
  }

  private void told(ObjectNode dispute, ObjectNode before, Ask ask) {
    ObjectNode previous = Changes.previous(before, dispute);
    events.record("charge.dispute.updated", dispute, previous, ask);
  }

  private static void refuseClosed(ObjectNode dispute) {
    if (DisputeMoves.isClosed(dispute)) {
      throw Refusal.inWork(null, null, "This dispute is already closed");
    }
  }
}
